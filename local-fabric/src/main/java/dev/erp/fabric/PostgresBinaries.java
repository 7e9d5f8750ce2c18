package dev.erp.fabric;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked once per user from the jar that carries them for this operating system. The archive
 * comes from zonky's jars; starting is our own, because zonky's starter always turns fsync off and trusts every local login.
 */
final class PostgresBinaries {
    private static Path directory;

    private PostgresBinaries() {}

    /** The directory with {@code bin/postgres}; unpacks it first where needed, safe against other JVMs doing the same. */
    static synchronized Path directory() {
        if (directory == null) {
            directory = unpackOnce();
        }
        return directory;
    }

    private static Path unpackOnce() {
        byte[] archive = archive();
        Path home = cache().resolve("postgresql-" + checksum(archive));
        if (Files.isDirectory(home)) {
            return home;
        }
        Directories.createPrivate(home.getParent());
        Path unpacked = home.resolveSibling(
                home.getFileName() + "." + ProcessHandle.current().pid());
        try {
            unpack(archive, unpacked);
            moveIntoPlace(unpacked, home);
        } catch (IOException e) {
            throw new FabricException(
                    "PostgreSQL cannot be unpacked to %s (is the disk full?): %s.".formatted(home, e), e);
        } finally {
            Directories.delete(unpacked);
        }
        return home;
    }

    private static byte[] archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "Darwin" : "Linux";
        String machine = System.getProperty("os.arch");
        try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            return in.readAllBytes();
        } catch (IOException | RuntimeException e) {
            throw new FabricException(
                    "There is no embedded PostgreSQL for %s on %s; start one with Docker instead."
                            .formatted(system, machine),
                    e);
        }
    }

    private static Path cache() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path base =
                given == null || given.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(given);
        return base.resolve("erp");
    }

    private static String checksum(byte[] archive) {
        var crc = new CRC32C();
        crc.update(archive);
        return HexFormat.of().toHexDigits(crc.getValue(), 8) + "-" + archive.length;
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        Directories.createPrivate(target);
        try (var tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(archive)), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(path, target.resolve(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean runs = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static void moveIntoPlace(Path unpacked, Path home) throws IOException {
        try {
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(home)) { // otherwise another JVM was faster, and its copy is as good
                throw e;
            }
        }
    }
}
