package dev.erp.standalone.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Tiny jars, and services that are packed as Spring Boot does it. */
final class Jars {
    static final String MANIFEST = "META-INF/MANIFEST.MF";

    private Jars() {}

    /** A service that is only known by its name. */
    static ServiceJar service(String context) {
        return new ServiceJar(context, Path.of(context + "-exec.jar"), "example.Service", List.of());
    }

    /** A library with one resource; its content makes one version of it differ from another. */
    static byte[] library(String resource, String content) {
        return jar(Map.of(resource, bytes(content)));
    }

    /** A library with classes of ours, as they are. */
    static byte[] library(Class<?>... types) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (Class<?> type : types) {
            String name = type.getName().replace('.', '/') + ".class";
            entries.put(name, resource(type, name));
        }
        return jar(entries);
    }

    /** @param entries further ones of the service's jar, by name */
    static ServiceJar service(
            Path directory, String context, Map<String, byte[]> libraries, Map<String, byte[]> entries) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(MANIFEST, bytes("Manifest-Version: 1.0\nStart-Class: example.Service\n"));
        all.putAll(entries);
        libraries.forEach((name, content) -> all.put("BOOT-INF/lib/" + name, content));
        try {
            return ServiceJar.read(context, write(directory.resolve(context + "-exec.jar"), jar(all)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] jar(Map<String, byte[]> entries) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] resource(Class<?> type, String name) {
        try (var in = type.getClassLoader().getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
