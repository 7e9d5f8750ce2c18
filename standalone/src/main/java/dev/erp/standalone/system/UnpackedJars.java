package dev.erp.standalone.system;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** The content of the services' jars as files that a class loader can use; every library once, whoever has it. */
final class UnpackedJars {
    private static final String CLASSES = "BOOT-INF/classes/";

    private final Path directory;

    private UnpackedJars(Path directory) {
        this.directory = directory;
    }

    /** Kept between runs and shared by all that run from the same build, below {@code root}. */
    static UnpackedJars of(Path root) {
        return new UnpackedJars(root.toAbsolutePath().normalize().resolve("standalone/target/unpacked"));
    }

    /** Unpacks the libraries of {@code service} that are not there yet. Another process may be doing the same. */
    void addLibrariesOf(ServiceJar service) {
        try (var jar = new JarFile(service.path().toFile())) {
            for (ServiceJar.Library library : service.libraries()) {
                Path file = file(library);
                if (!Files.exists(file)) {
                    try (InputStream in = jar.getInputStream(jar.getEntry("BOOT-INF/lib/" + library.name()))) {
                        put(in, file);
                    }
                }
            }
        } catch (IOException e) {
            throw new ErpException("%s cannot be unpacked (is the disk full?): %s.".formatted(service.path(), e), e);
        }
    }

    /** Where a library lies; named by content, so that two builds or two versions never share a file. */
    Path file(ServiceJar.Library library) {
        return file(library.crc(), library.name());
    }

    /** Keeps a copy of a jar of our own: one that the next build cannot change under a running JVM. */
    Path add(Path jar) {
        try {
            byte[] content = Files.readAllBytes(jar);
            var crc = new CRC32();
            crc.update(content);
            Path file = file(crc.getValue(), jar.getFileName().toString());
            if (!Files.exists(file)) {
                put(new ByteArrayInputStream(content), file);
            }
            return file;
        } catch (IOException e) {
            throw new ErpException("%s cannot be copied (is the disk full?): %s.".formatted(jar, e), e);
        }
    }

    private Path file(long crc, String name) {
        return directory.resolve(HexFormat.of().toHexDigits(crc, 8)).resolve(name);
    }

    private static void put(InputStream content, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), "unpacking", ".part");
        Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Puts the service's own classes into {@code target}, and nothing else. */
    static URL unpackClasses(ServiceJar service, Path target) {
        try (var jar = new JarFile(service.path().toFile())) {
            delete(target);
            Files.createDirectories(target);
            for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(e -> (ZipEntry) e)::iterator) {
                if (!entry.getName().startsWith(CLASSES) || entry.isDirectory()) {
                    continue;
                }
                Path file = target.resolve(entry.getName().substring(CLASSES.length()))
                        .normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("entry outside of the jar: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                try (InputStream in = jar.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
            return url(target);
        } catch (IOException e) {
            throw new ErpException("%s cannot be unpacked (is the disk full?): %s.".formatted(service.path(), e), e);
        }
    }

    private static void delete(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
