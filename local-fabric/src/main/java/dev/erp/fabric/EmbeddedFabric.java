package dev.erp.fabric;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Both inside or beside this JVM, on data that nobody misses. */
final class EmbeddedFabric extends Fabric {
    private static final String PASSWORD = UUID.randomUUID().toString();

    private final AtomicInteger databases = new AtomicInteger();
    private final Path directory;
    private final DirectoryLock lock;
    private LocalPostgres postgres;
    private LocalKafka kafka;

    EmbeddedFabric() {
        Path root = Directories.createPrivate(
                Path.of(System.getProperty("java.io.tmpdir"), "erp-fabric-" + System.getProperty("user.name")));
        sweep(root);
        directory = root.resolve(UUID.randomUUID().toString());
        lock = DirectoryLock.acquire(Directories.createPrivate(directory));
    }

    /** JVMs that were killed leave data behind, and a PostgreSQL that still runs. Whose lock is free is dead. */
    private static void sweep(Path root) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                DirectoryLock.tryAcquire(entry).ifPresent(free -> {
                    try (free) {
                        new PostgresServer(settings(entry)).stopLeftOver();
                        Directories.delete(entry);
                    }
                });
            }
        } catch (IOException | RuntimeException _) {
            // tidying up after others must not fail this run
        }
    }

    private static LocalPostgres.Settings settings(Path directory) {
        return LocalPostgres.Settings.in(directory.resolve("postgresql"), PASSWORD)
                .forTests();
    }

    private synchronized LocalPostgres postgres() {
        if (postgres == null) {
            postgres = new LocalPostgres(settings(directory)).start();
        }
        return postgres;
    }

    private synchronized LocalKafka kafka() {
        if (kafka == null) {
            kafka = new LocalKafka(directory.resolve("kafka"), 0, Map.of()).start();
        }
        return kafka;
    }

    @Override
    public String postgresHost() {
        return postgres().host();
    }

    @Override
    public int postgresPort() {
        return postgres().port();
    }

    @Override
    public String superuser() {
        return postgres().superuser();
    }

    @Override
    public String superuserPassword() {
        return PASSWORD;
    }

    @Override
    public Database newDatabase(String prefix) {
        String name = "%s_%d".formatted(prefix, databases.incrementAndGet());
        postgres().createDatabase(name, PASSWORD);
        return new Database(postgresHost(), postgresPort(), name, name, PASSWORD);
    }

    @Override
    public String kafkaBootstrap() {
        return kafka().bootstrap();
    }

    @Override
    public synchronized void stopPostgres() {
        postgres().stop();
    }

    @Override
    public synchronized void startPostgres() {
        postgres().start();
    }

    @Override
    public synchronized void stopKafka() {
        kafka().stop();
    }

    @Override
    public synchronized void startKafka() {
        kafka().start();
    }

    @Override
    public synchronized void close() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.crash(); // nobody reads this data again
            postgres.close();
        }
        lock.close();
        Directories.delete(directory);
    }
}
