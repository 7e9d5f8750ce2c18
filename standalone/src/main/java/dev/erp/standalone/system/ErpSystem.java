package dev.erp.standalone.system;

import dev.erp.fabric.DirectoryLock;
import dev.erp.fabric.FabricException;
import dev.erp.fabric.LocalKafka;
import dev.erp.fabric.LocalPostgres;
import dev.erp.fabric.Ports;
import dev.erp.standalone.system.RunFile.ServiceAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole system in this JVM, apart from PostgreSQL, which is a process of its own. Started with {@link #start}, stopped
 * in order with {@link #close}: the door first, then the services, then the broker, then the database.
 */
public final class ErpSystem implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ErpSystem.class);
    private static final Duration READY_LIMIT = Duration.ofSeconds(120);
    private static final int AT_ONCE = 2;

    private final Options options;
    private final Progress progress;
    private final List<ServiceContext> contexts = new ArrayList<>();
    private DirectoryLock lock;
    private LocalPostgres postgres;
    private LocalKafka kafka;
    private volatile boolean failed;
    private RunFile runFile;

    /**
     * @param root of the built project, where the {@code *-service} folders lie
     * @param data kept between runs; locked while it runs
     * @param gatewayPort TCP port of the gateway on 127.0.0.1, or 0 for a free one
     */
    public record Options(Path root, DataDirectory data, int gatewayPort) {}

    private ErpSystem(Options options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Starts everything and returns when every service is ready. Whatever fails, nothing is left running.
     *
     * @throws ErpException or {@link FabricException} with one clear sentence
     */
    public static ErpSystem start(Options options, Progress progress) {
        var system = new ErpSystem(options, progress);
        try {
            system.start();
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    private void start() {
        List<ServiceJar> services = ServiceJar.all(options.root());
        DataDirectory data = options.data();
        data.prepare();
        lock = data.lock();
        if (options.gatewayPort() != 0 && !Ports.isFree(options.gatewayPort())) {
            throw new ErpException("Port %d is in use by another program; choose another one with --port N."
                    .formatted(options.gatewayPort()));
        }
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none"); // it is set up once, by us
        Secrets secrets = Secrets.of(data);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var postgresStarts = run(threads, () -> timed("PostgreSQL", () -> startPostgres(services, secrets)));
            var kafkaStarts = run(threads, () -> timed("Kafka", this::startKafka));
            ServiceLoaders loaders = loaders(services); // meanwhile
            join(postgresStarts);
            join(kafkaStarts);
            var settings = new ServiceSettings(
                    services,
                    options.gatewayPort(),
                    postgres.host(),
                    postgres.port(),
                    kafka.bootstrap(),
                    secrets,
                    data);
            runFile = runFile(settings);
            Json.writePrivate(data.runFile(), runFile);
            startServices(services, settings, loaders, threads);
        }
        runFile = new RunFile(
                runFile.pid(),
                runFile.startedAt(),
                true,
                runFile.gateway(),
                runFile.services(),
                runFile.kafka(),
                runFile.postgres(),
                runFile.secrets(),
                runFile.log());
        Json.writePrivate(data.runFile(), runFile);
    }

    private String startPostgres(List<ServiceJar> services, Secrets secrets) {
        var settings = LocalPostgres.Settings.in(options.data().postgres(), secrets.postgres())
                .with(Map.of("max_connections", "300", "shared_buffers", "256MB"));
        postgres = new LocalPostgres(settings).start();
        postgres.createDatabases(secrets.databases(services, options.data()));
        return "%s:%d".formatted(postgres.host(), postgres.port());
    }

    private String startKafka() {
        kafka = new LocalKafka(options.data().kafka(), 0, Map.of()).start();
        return kafka.bootstrap();
    }

    private ServiceLoaders loaders(List<ServiceJar> services) {
        return new ServiceLoaders(UnpackedJars.of(options.root()), services);
    }

    /** The first alone, because some libraries set up JVM-wide state when they are first used; then the rest. */
    private void startServices(
            List<ServiceJar> services, ServiceSettings settings, ServiceLoaders loaders, ExecutorService threads) {
        try (var health = new Health()) {
            startService(services.getFirst(), settings, loaders, health);
            List<CompletableFuture<?>> starts = new ArrayList<>();
            services.stream()
                    .skip(1)
                    .forEach(service -> starts.add(run(threads, () -> {
                        startService(service, settings, loaders, health);
                        return null;
                    })));
            join(CompletableFuture.allOf(starts.toArray(CompletableFuture<?>[]::new)));
        }
    }

    private void startService(ServiceJar service, ServiceSettings settings, ServiceLoaders loaders, Health health) {
        if (failed) {
            return; // another one's reason is the one to show
        }
        ServiceAddress address = settings.address(service.context());
        timed(service.name(), () -> {
            var classes = UnpackedJars.unpackClasses(service, options.data().classes(service.context()));
            var context = ServiceContext.start(service, loaders.loader(service, classes), settings.arguments(service));
            synchronized (contexts) {
                contexts.add(context);
            }
            health.awaitReady(address, READY_LIMIT, () -> !failed);
            return address.url();
        });
    }

    private RunFile runFile(ServiceSettings settings) {
        String gateway = settings.address("gateway") == null
                ? ""
                : settings.address("gateway").url();
        return new RunFile(
                ProcessHandle.current().pid(),
                Instant.now().toString(),
                false,
                gateway,
                settings.addresses(),
                kafka.bootstrap(),
                "%s:%d".formatted(postgres.host(), postgres.port()),
                options.data().secretsFile().toString(),
                options.data().log().toString());
    }

    private String timed(String what, Supplier<String> start) {
        long begun = System.nanoTime();
        String where = start.get();
        var took = Duration.ofNanos(System.nanoTime() - begun);
        LOG.info("{} at {} after {} ms", what, where, took.toMillis());
        progress.started(what, where, took);
        return where;
    }

    private CompletableFuture<String> run(ExecutorService threads, Supplier<String> work) {
        return CompletableFuture.supplyAsync(work, threads).whenComplete((where, failure) -> {
            if (failure != null) {
                failed = true;
            }
        });
    }

    private static void join(CompletableFuture<?> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Addresses of what runs. */
    public RunFile addresses() {
        return runFile;
    }

    /** Stops in order. What was answered is stored, what was stored will be sent after the next start. Does nothing twice. */
    @Override
    public synchronized void close() {
        // started last, stopped first: the gateway is among the last, and it must be the very first to go
        contexts.reversed().stream()
                .filter(context -> context.name().startsWith("gateway"))
                .forEach(ServiceContext::close);
        contexts.reversed().stream()
                .filter(context -> !context.name().startsWith("gateway"))
                .forEach(ServiceContext::close);
        contexts.clear();
        if (kafka != null) {
            kafka.close();
            kafka = null;
        }
        if (postgres != null) {
            postgres.close();
            postgres = null;
        }
        if (lock != null) {
            try {
                Files.deleteIfExists(options.data().runFile());
            } catch (IOException e) {
                LOG.warn("{} cannot be deleted", options.data().runFile(), e);
            }
            lock.close();
            lock = null;
        }
    }
}
