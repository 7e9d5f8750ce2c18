package dev.erp.standalone.system;

import static dev.erp.standalone.system.Jars.bytes;
import static dev.erp.standalone.system.Jars.library;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedJarsTest {
    private static final byte[] ONE = library("a.txt", "one");
    private static final byte[] TWO = library("a.txt", "two");

    @TempDir
    private Path root;

    private ServiceJar service(String context, Map<String, byte[]> libraries) {
        return Jars.service(root.resolve("services"), context, libraries, Map.of());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("standalone/target/unpacked"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void a_library_that_two_services_have_lies_there_once() throws Exception {
        UnpackedJars jars = UnpackedJars.of(root);
        ServiceJar sales = service("sales", Map.of("a.jar", ONE));
        ServiceJar finance = service("finance", Map.of("a.jar", ONE));

        jars.addLibrariesOf(sales);
        jars.addLibrariesOf(finance);

        assertThat(files()).containsExactly(jars.file(sales.libraries().getFirst()));
        assertThat(files().getFirst()).hasFileName("a.jar").hasBinaryContent(ONE);
        assertThat(jars.file(finance.libraries().getFirst())).isEqualTo(files().getFirst());
    }

    @Test
    void two_libraries_of_one_name_and_different_content_do_not_share_a_file() throws Exception {
        UnpackedJars jars = UnpackedJars.of(root);
        ServiceJar sales = service("sales", Map.of("a.jar", ONE));
        ServiceJar finance = service("finance", Map.of("a.jar", TWO));

        jars.addLibrariesOf(sales);
        jars.addLibrariesOf(finance);

        assertThat(jars.file(sales.libraries().getFirst())).hasBinaryContent(ONE);
        assertThat(jars.file(finance.libraries().getFirst())).hasBinaryContent(TWO);
    }

    @Test
    void what_is_there_is_not_written_again_and_nothing_half_written_stays() throws Exception {
        UnpackedJars jars = UnpackedJars.of(root);
        ServiceJar sales = service("sales", Map.of("a.jar", ONE));
        jars.addLibrariesOf(sales);
        var longAgo = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(files().getFirst(), longAgo);

        jars.addLibrariesOf(sales);

        assertThat(files()).hasSize(1);
        assertThat(Files.getLastModifiedTime(files().getFirst())).isEqualTo(longAgo);
    }

    @Test
    void a_kept_copy_does_not_change_with_the_next_build() throws Exception {
        UnpackedJars jars = UnpackedJars.of(root);
        Path built = Jars.write(root.resolve("console.jar"), ONE);

        Path first = jars.add(built);
        Jars.write(built, TWO);
        Path second = jars.add(built);

        assertThat(first).hasBinaryContent(ONE);
        assertThat(second).hasBinaryContent(TWO);
    }

    @Test
    void a_service_s_own_classes_are_unpacked_and_nothing_else() throws Exception {
        Path target = root.resolve("classes/sales");
        Jars.write(target.resolve("of-the-last-build.txt"), bytes("old"));
        ServiceJar sales = Jars.service(
                root,
                "sales",
                Map.of("a.jar", ONE),
                Map.of(
                        "BOOT-INF/classes/example/Service.class", bytes("class"),
                        "BOOT-INF/classes/application.yml", bytes("settings"),
                        "org/springframework/boot/loader/Launcher.class", bytes("loader")));

        URL classes = UnpackedJars.unpackClasses(sales, target);

        assertThat(classes).isEqualTo(target.toUri().toURL());
        assertThat(classes.toString()).endsWith("/"); // else a class loader takes it for a jar
        try (Stream<Path> files = Files.walk(target)) {
            assertThat(files.filter(Files::isRegularFile).map(target::relativize))
                    .containsExactlyInAnyOrder(Path.of("example/Service.class"), Path.of("application.yml"));
        }
    }

    @Test
    void an_entry_that_points_outside_of_the_directory_is_refused() {
        ServiceJar hostile =
                Jars.service(root, "sales", Map.of(), Map.of("BOOT-INF/classes/../../outside.txt", bytes("outside")));

        assertThatThrownBy(() -> UnpackedJars.unpackClasses(hostile, root.resolve("a/b/classes")))
                .isInstanceOf(ErpException.class)
                .hasMessageContaining("outside of the jar");
        assertThat(root.resolve("a/outside.txt")).doesNotExist();
    }

    @Test
    void a_jar_that_has_gone_is_named_in_one_sentence() throws Exception {
        ServiceJar sales = service("sales", Map.of("a.jar", ONE));
        Files.delete(sales.path());

        assertThatThrownBy(() -> UnpackedJars.of(root).addLibrariesOf(sales))
                .isInstanceOf(ErpException.class)
                .hasMessageStartingWith(sales.path() + " cannot be unpacked");
        assertThatThrownBy(() -> UnpackedJars.unpackClasses(sales, root.resolve("classes")))
                .isInstanceOf(ErpException.class)
                .hasMessageStartingWith(sales.path() + " cannot be unpacked");
    }
}
