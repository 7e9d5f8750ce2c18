package dev.erp.standalone.system;

import static dev.erp.standalone.system.Jars.bytes;
import static dev.erp.standalone.system.Jars.library;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceJarTest {
    private static final byte[] SPRING = library("spring.txt", "spring");

    @TempDir
    private Path root;

    /** A module as a build leaves it. */
    private Path module(String context) throws IOException {
        Path module = root.resolve(context + "-service");
        Jars.service(module.resolve("target"), context, Map.of(), Map.of());
        return Files.writeString(module.resolve("pom.xml"), "<project/>");
    }

    @Test
    void a_jar_is_read_with_its_libraries_in_class_path_order() {
        Map<String, byte[]> libraries = new LinkedHashMap<>();
        libraries.put("z.jar", SPRING);
        libraries.put("a.jar", library("a.txt", "a"));

        ServiceJar service = Jars.service(root, "sales", libraries, Map.of("BOOT-INF/classes/own.txt", bytes("own")));

        assertThat(service.name()).isEqualTo("sales-service");
        assertThat(service.startClass()).isEqualTo("example.Service");
        assertThat(service.libraries()).extracting(ServiceJar.Library::name).containsExactly("z.jar", "a.jar");
        assertThat(service.libraries().getFirst().sizeBytes()).isEqualTo(SPRING.length);
    }

    @Test
    void all_services_are_found_the_one_with_the_keys_first_and_the_gateway_last() throws Exception {
        for (String context : new String[] {"sales", "gateway", "audit", "auth"}) {
            module(context);
        }
        Files.createDirectories(root.resolve("left-over-service")); // without a pom.xml it is no module
        Files.createDirectories(root.resolve("docs"));

        assertThat(ServiceJar.all(root))
                .extracting(ServiceJar::context)
                .containsExactly("auth", "audit", "sales", "gateway");
    }

    @Test
    void what_is_missing_is_named_in_one_sentence() throws Exception {
        assertThatThrownBy(() -> ServiceJar.all(root))
                .isInstanceOf(ErpException.class)
                .hasMessage("There is no service below %s.".formatted(root));
        assertThatThrownBy(() -> ServiceJar.all(root.resolve("nowhere")))
                .isInstanceOf(ErpException.class)
                .hasMessageContaining("cannot be read");

        Files.createDirectories(root.resolve("sales-service"));
        Files.writeString(root.resolve("sales-service/pom.xml"), "<project/>");
        assertThatThrownBy(() -> ServiceJar.all(root))
                .isInstanceOf(ErpException.class)
                .hasMessage("sales-service is not built; build it with ./mvnw package.");
    }

    @Test
    void half_a_jar_is_named_in_one_sentence() throws Exception {
        module("sales");
        Path jar = root.resolve("sales-service/target/sales-exec.jar");
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> ServiceJar.all(root))
                .isInstanceOf(ErpException.class)
                .hasMessageStartingWith("sales-service cannot be read (")
                .hasMessageEndingWith("build it again with ./mvnw package.");
    }

    @Test
    void a_jar_that_cannot_be_started_is_named_in_one_sentence() {
        Path empty = Jars.write(root.resolve("empty.jar"), library("a.txt", "a"));
        Path plain = Jars.write(
                root.resolve("plain.jar"), Jars.jar(Map.of(Jars.MANIFEST, bytes("Manifest-Version: 1.0\n"))));

        for (Path jar : new Path[] {empty, plain}) {
            assertThatThrownBy(() -> ServiceJar.read("sales", jar))
                    .isInstanceOf(ErpException.class)
                    .hasMessage("%s is no executable Spring Boot jar.".formatted(jar));
        }
    }

    @Test
    void common_is_what_all_services_with_a_database_have_with_the_same_content() {
        Map<String, byte[]> sales = Map.of("a.jar", SPRING, "b.jar", library("b.txt", "1"), "only.jar", SPRING);
        Map<String, byte[]> finance = Map.of("a.jar", SPRING, "b.jar", library("b.txt", "2"));
        Map<String, byte[]> none = Map.of();

        var common = ServiceJar.common(List.of(
                Jars.service(root, "gateway", none, none),
                Jars.service(root, "sales", sales, none),
                Jars.service(root, "finance", finance, none)));

        assertThat(common).extracting(ServiceJar.Library::name).containsExactly("a.jar");
        assertThat(ServiceJar.common(List.of())).isEmpty();
    }
}
