package dev.erp.fabric;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * At most one process uses a data directory. The operating system drops the lock with its process, so a lock that can be
 * had means that the last owner is gone, however it died.
 */
public final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
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
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(
                    file(directory), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            var pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(new DirectoryLock(channel));
        } catch (IOException e) {
            throw new FabricException("The data directory %s cannot be used: %s.".formatted(directory, e), e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // this very process has it
        }
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
        } catch (IOException e) {
            throw new FabricException("A directory lock could not be released: " + e.getMessage(), e);
        }
    }
}
