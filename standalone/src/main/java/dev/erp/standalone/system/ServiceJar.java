package dev.erp.standalone.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A service as Spring Boot packs it for {@code java -jar}.
 *
 * @param context such as {@code sales}; the module is {@code sales-service}
 * @param path of the executable jar
 * @param startClass name of the application's class
 * @param libraries entries of {@code BOOT-INF/lib}, in class path order
 */
public record ServiceJar(String context, Path path, String startClass, List<Library> libraries) {
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final String GATEWAY = "gateway";
    private static final String FIRST = "auth";

    /**
     * A jar inside of the service's jar; equal ones have equal content for all that matters here.
     *
     * @param name file name
     * @param sizeBytes uncompressed
     * @param crc checksum of the content
     */
    record Library(String name, long sizeBytes, long crc) {}

    /**
     * All services that are built below {@code root}: the one that publishes the keys first, the gateway last.
     *
     * @throws ErpException when a service is not built
     */
    public static List<ServiceJar> all(Path root) {
        try (Stream<Path> modules = Files.list(root)) {
            List<ServiceJar> services = modules.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .filter(module -> module.getFileName().toString().endsWith("-service"))
                    .map(ServiceJar::ofModule)
                    .sorted(Comparator.comparing((ServiceJar s) -> s.isGateway())
                            .thenComparing(s -> !s.context.equals(FIRST))
                            .thenComparing(ServiceJar::context))
                    .toList();
            if (services.isEmpty()) {
                throw new ErpException("There is no service below %s.".formatted(root));
            }
            return services;
        } catch (IOException e) {
            throw new ErpException("%s cannot be read: %s.".formatted(root, e), e);
        }
    }

    private static ServiceJar ofModule(Path module) {
        String name = module.getFileName().toString();
        Path target = module.resolve("target");
        try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            Path jar = files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new ErpException("%s is not built; build it with ./mvnw package.".formatted(name)));
            return read(name.substring(0, name.length() - "-service".length()), jar);
        } catch (IOException e) { // such as half a jar, from a build that was stopped
            throw new ErpException(
                    "%s cannot be read (%s); build it again with ./mvnw package.".formatted(name, e.getMessage()), e);
        }
    }

    static ServiceJar read(String context, Path path) throws IOException {
        try (var jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            String startClass =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Start-Class");
            if (startClass == null) {
                throw new ErpException("%s is no executable Spring Boot jar.".formatted(path));
            }
            List<Library> libraries = new ArrayList<>();
            jar.stream()
                    .filter(entry -> entry.getName().startsWith(LIBRARIES) && !entry.isDirectory())
                    .forEach(entry -> libraries.add(library(entry)));
            return new ServiceJar(context, path, startClass, List.copyOf(libraries));
        }
    }

    private static Library library(ZipEntry entry) {
        return new Library(entry.getName().substring(LIBRARIES.length()), entry.getSize(), entry.getCrc());
    }

    /** {@code sales-service}. */
    public String name() {
        return context + "-service";
    }

    /** The only public door; it has no database. */
    public boolean isGateway() {
        return context.equals(GATEWAY);
    }

    /** What all services with a database have in common: the libraries of the chassis. */
    static Set<Library> common(List<ServiceJar> services) {
        Set<Library> common = null;
        for (ServiceJar service : services) {
            if (!service.isGateway()) {
                if (common == null) {
                    common = new HashSet<>(service.libraries);
                } else {
                    common.retainAll(service.libraries);
                }
            }
        }
        return common == null ? Set.of() : common;
    }
}
