package dev.erp.standalone.system;

import dev.erp.fabric.DirectoryLock;
import dev.erp.fabric.FabricException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where one system keeps everything it knows: databases, topics, secrets, logs, and what runs now.
 *
 * @param path absolute
 */
public record DataDirectory(Path path) {
    private static final long NEEDED_BYTES = 500L << 20;

    /** Makes the path absolute. */
    public DataDirectory {
        path = path.toAbsolutePath().normalize();
    }

    /**
     * Creates it for this user alone where it is missing.
     *
     * @throws ErpException when it cannot be written to, or the disk has less than 500 MiB left
     */
    public void prepare() {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path.getParent());
                Files.createDirectory(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Files.createDirectories(logs());
            long usable = Files.getFileStore(path).getUsableSpace();
            if (usable < NEEDED_BYTES) {
                throw new ErpException("The disk of %s has %d MiB left, and at least %d are needed."
                        .formatted(path, usable >> 20, NEEDED_BYTES >> 20));
            }
        } catch (IOException e) {
            throw new ErpException("The data directory %s cannot be used: %s.".formatted(path, e), e);
        }
    }

    /** @throws FabricException naming the process that uses it already */
    DirectoryLock lock() {
        return DirectoryLock.acquire(path);
    }

    /** Whether a process owns this directory right now. */
    public boolean inUse() {
        if (!Files.exists(path.resolve("lock"))) {
            return false;
        }
        Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(path);
        lock.ifPresent(DirectoryLock::close);
        return lock.isEmpty();
    }

    /** What runs on it; empty when nothing does, whatever an earlier process that was killed has left. */
    public Optional<RunFile> running() {
        return inUse() ? Json.read(runFile(), RunFile.class) : Optional.empty();
    }

    /** Addresses and process id of what runs. */
    public Path runFile() {
        return path.resolve("run.json");
    }

    /** Passwords and keys, generated once; mode 0600. */
    public Path secretsFile() {
        return path.resolve("secrets.json");
    }

    /** Of PostgreSQL. */
    public Path postgres() {
        return path.resolve("postgresql");
    }

    /** Of the broker. */
    public Path kafka() {
        return path.resolve("kafka");
    }

    /** One log file for all services. */
    public Path log() {
        return logs().resolve("erp.log");
    }

    Path logs() {
        return path.resolve("logs");
    }

    /** Where a service's own classes lie while it runs. */
    Path classes(String service) {
        return path.resolve("classes").resolve(service);
    }
}
