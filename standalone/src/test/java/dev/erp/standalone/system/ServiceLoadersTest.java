package dev.erp.standalone.system;

import static dev.erp.standalone.system.Jars.library;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import picocli.CommandLine;

class ServiceLoadersTest {
    /** Stands for a library of the chassis. */
    static final class Chassis {}

    /** Stands for a class that every service has its own of. */
    static final class Own {}

    private static final byte[] CHASSIS = library(Chassis.class);
    private static final byte[] COMMON = library("common.txt", "common");
    private static final byte[] OTHER_VERSION = library("common.txt", "another version");

    @TempDir
    private Path root;

    private final List<ServiceJar> services = new ArrayList<>();
    private final List<URLClassLoader> opened = new ArrayList<>();
    private ServiceLoaders loaders;

    @AfterEach
    void close() throws IOException {
        for (URLClassLoader loader : opened) {
            loader.close();
        }
    }

    private ServiceJar service(String context, byte[]... libraries) {
        Map<String, byte[]> named = new LinkedHashMap<>();
        for (byte[] library : libraries) {
            named.put(library == CHASSIS ? "chassis.jar" : "common.jar", library);
        }
        ServiceJar service = Jars.service(root, context, named, Map.of());
        services.add(service);
        return service;
    }

    /** With {@link Own} among its own classes. */
    private URLClassLoader loader(ServiceJar service) {
        if (loaders == null) {
            loaders = new ServiceLoaders(UnpackedJars.of(root), services);
        }
        Path classes = Jars.write(root.resolve(service.context() + "-classes.jar"), library(Own.class));
        URLClassLoader loader = loaders.loader(service, UnpackedJars.url(classes));
        opened.add(loader);
        return loader;
    }

    private static Class<?> load(ClassLoader loader, Class<?> type) throws ClassNotFoundException {
        return loader.loadClass(type.getName());
    }

    private static String text(ClassLoader loader, String resource) throws IOException {
        try (var in = loader.getResourceAsStream(resource)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void what_all_have_in_common_is_loaded_once_and_own_classes_once_per_service() throws Exception {
        ServiceJar auth = service("auth", CHASSIS, COMMON);
        ServiceJar sales = service("sales", CHASSIS, COMMON);

        assertThat(load(loader(auth), Chassis.class)).isSameAs(load(loader(sales), Chassis.class));
        assertThat(load(loader(auth), Own.class)).isNotSameAs(load(loader(sales), Own.class));
    }

    @Test
    void nothing_comes_from_this_program_though_it_has_classes_of_the_same_name() throws Exception {
        ServiceJar auth = service("auth", CHASSIS);

        assertThat(load(loader(auth), Chassis.class)).isNotSameAs(Chassis.class);
        assertThat(load(loader(auth), Own.class)).isNotSameAs(Own.class);
        assertThatThrownBy(() -> load(loader(auth), ErpSystem.class)).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> load(loader(auth), CommandLine.class)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void all_services_log_to_the_logging_of_this_program() throws Exception {
        ServiceJar auth = service("auth", CHASSIS);

        assertThat(load(loader(auth), Logger.class)).isSameAs(Logger.class);
    }

    @Test
    void a_service_does_not_see_the_classes_of_another() throws Exception {
        ServiceJar auth = service("auth", CHASSIS, COMMON);
        ServiceJar sales = Jars.service(
                root,
                "sales",
                Map.of("chassis.jar", CHASSIS, "common.jar", COMMON, "s.jar", library("s.txt", "s")),
                Map.of());
        services.add(sales);

        assertThat(text(loader(sales), "s.txt")).isEqualTo("s");
        assertThat(text(loader(auth), "s.txt")).isNull();
    }

    @Test
    void a_service_with_another_version_stands_on_its_own() throws Exception {
        ServiceJar auth = service("auth", CHASSIS, COMMON);
        ServiceJar sales = service("sales", CHASSIS, COMMON);
        ServiceJar gateway = service("gateway", CHASSIS, OTHER_VERSION);

        assertThat(text(loader(auth), "common.txt")).isEqualTo("common");
        assertThat(text(loader(gateway), "common.txt")).isEqualTo("another version");
        assertThat(load(loader(gateway), Chassis.class)).isNotSameAs(load(loader(sales), Chassis.class));
        assertThat(load(loader(gateway), Logger.class)).isSameAs(Logger.class);
    }

    @Test
    void a_service_that_lacks_a_common_library_stands_on_its_own() throws Exception {
        ServiceJar auth = service("auth", CHASSIS, COMMON);
        ServiceJar gateway = service("gateway", CHASSIS);

        assertThat(text(loader(gateway), "common.txt")).isNull();
        assertThat(load(loader(gateway), Chassis.class)).isNotSameAs(load(loader(auth), Chassis.class));
    }

    @Test
    void the_common_libraries_are_searched_in_class_path_order() throws Exception {
        Map<String, byte[]> libraries = new LinkedHashMap<>();
        libraries.put("z.jar", library("same.txt", "first"));
        libraries.put("a.jar", library("same.txt", "second"));
        ServiceJar auth = Jars.service(root, "auth", libraries, Map.of());
        services.add(auth);

        assertThat(text(loader(auth), "same.txt")).isEqualTo("first");
    }

    @Test
    void a_loader_has_the_name_of_its_service_because_the_log_shows_it() {
        assertThat(loader(service("sales", CHASSIS)).getName()).isEqualTo("sales-service");
    }
}
