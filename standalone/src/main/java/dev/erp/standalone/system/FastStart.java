package dev.erp.standalone.system;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Half of the time of a start goes into reading and verifying some 25,000 classes. The JVM can take them from an archive (class
 * data sharing) instead, but only those of its class path, and only while that stays the same. So the libraries that all
 * services have in common go there, and nothing that a day's work changes: no class of a service, and not the chassis.
 */
public final class FastStart {
    private FastStart() {}

    /**
     * Writes the class path to start with into {@code standalone/target/run/classpath}.
     *
     * @param root of the built project
     * @param console the class path of this program as the build wrote it
     * @return the file
     */
    public static Path prepare(Path root, String console) {
        UnpackedJars jars = UnpackedJars.of(root);
        List<ServiceJar> services = ServiceJar.all(root);
        services.forEach(jars::addLibrariesOf);
        Set<ServiceJar.Library> common = ServiceJar.common(services);
        List<String> modules = modules(root);
        Map<String, Path> byName = new LinkedHashMap<>(); // the services' copy of a library that the console has, too
        services.getFirst().libraries().stream()
                .filter(common::contains)
                .filter(library ->
                        modules.stream().noneMatch(module -> library.name().startsWith(module + "-")))
                .forEach(library -> byName.put(library.name(), jars.file(library)));
        for (String entry : console.split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            // ours by content: the archive tells jars apart by date and size, and the build gives them all one date
            boolean ours = jar.startsWith(root);
            byName.putIfAbsent(jar.getFileName().toString(), ours ? jars.add(jar) : jar);
        }
        return write(root.resolve("standalone/target/run/classpath"), byName);
    }

    private static List<String> modules(Path root) {
        try (Stream<Path> directories = Files.list(root)) {
            return directories
                    .filter(directory -> Files.exists(directory.resolve("pom.xml")))
                    .map(directory -> directory.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new ErpException("%s cannot be read: %s.".formatted(root, e), e);
        }
    }

    private static Path write(Path file, Map<String, Path> jars) {
        try {
            Files.createDirectories(file.getParent());
            String text = String.join(
                    File.pathSeparator,
                    jars.values().stream().map(Path::toString).toList());
            if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                Files.writeString(file, text);
            }
            return file;
        } catch (IOException e) {
            throw new ErpException("%s cannot be written: %s.".formatted(file, e), e);
        }
    }
}
