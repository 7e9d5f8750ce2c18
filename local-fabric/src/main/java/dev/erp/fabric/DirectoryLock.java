package dev.erp.fabric;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * At most one process uses a data directory. The operating system drops the lock with its process, so a lock that can be
 * had means that the last owner is gone, however it died.
 */
public final class DirectoryLock implements AutoCloseable {
    /** By this process. Closing any channel to a file drops the process's locks on it, so it must not even be opened twice. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock of {@code directory}, which is created where it is missing.
     *
     * @throws FabricException naming the owner when another process (or another part of this one) has it
     */
    public static DirectoryLock acquire(Path directory) {
        return tryAcquire(directory)
                .orElseThrow(() -> new FabricException(
                        "The data directory %s is in use%s.".formatted(directory.toAbsolutePath(), owner(directory))));
    }

    /** As {@link #acquire}, but empty when it is taken. */
    public static Optional<DirectoryLock> tryAcquire(Path directory) {
        Path held = directory.toAbsolutePath().normalize();
        if (!HELD.add(held)) {
            return Optional.empty();
        }
        Optional<DirectoryLock> lock = Optional.empty();
        try {
            lock = lock(held);
            return lock;
        } catch (IOException e) {
            throw new FabricException("The data directory %s cannot be used: %s.".formatted(directory, e), e);
        } finally {
            if (lock.isEmpty()) {
                HELD.remove(held);
            }
        }
    }

    private static Optional<DirectoryLock> lock(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel = FileChannel.open(
                file(directory), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return Optional.empty();
        }
        channel.truncate(0);
        var pid = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
        return Optional.of(new DirectoryLock(directory, channel));
    }

    private static String owner(Path directory) {
        try {
            return " by process " + Files.readString(file(directory)).strip();
        } catch (IOException _) {
            return " by another process";
        }
    }

    private static Path file(Path directory) {
        return directory.resolve("lock");
    }

    @Override
    public void close() {
        try {
            channel.close(); // releases the lock; the file stays, because deleting it would let two owners in
            HELD.remove(directory);
        } catch (IOException e) {
            throw new FabricException("A directory lock could not be released: " + e.getMessage(), e);
        }
    }
}
