package dev.erp.standalone.system;

import dev.erp.fabric.DirectoryLock;
import dev.erp.fabric.LocalKafka;
import dev.erp.fabric.LocalPostgres;
import dev.erp.fabric.Ports;
import dev.erp.standalone.system.RunFile.ServiceAddress;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole system with every service, and the broker, as a process of its own, so that one can be killed with -9 and started
 * again while the others run. For tests of faults; slower to start than {@link ErpSystem} and hungrier.
 *
 * <p>Names are those of the modules, such as {@code sales-service}. Methods may be called from any thread, but not two at once
 * for the same part.
 */
public final class ServiceProcesses implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(180);
    private static final List<String> SERVICE_OPTIONS = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // a tenth of the CPU of a start
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "--enable-native-access=ALL-UNNAMED");
    private static final String KAFKA = "kafka";

    private final DataDirectory data;
    private final List<ServiceJar> services;
    private final UnpackedJars jars;
    private final Secrets secrets;
    private final DirectoryLock lock;
    private final LocalPostgres postgres;
    private final int kafkaPort;
    private final ServiceSettings settings;
    private final Map<String, ChildProcess> running = new ConcurrentHashMap<>();
    private final Health health = new Health();
    private final Map<String, String> extraEnvironment;

    /**
     * Starts nothing yet but PostgreSQL.
     *
     * @param root of the built project
     * @param data directory for everything it keeps; may be fresh or from an earlier run
     * @param extraEnvironment for every service, over what they are told anyway, such as {@code ERP_EVENTS_CONCURRENCY}
     */
    public ServiceProcesses(Path root, DataDirectory data, Map<String, String> extraEnvironment) {
        this.data = data;
        this.extraEnvironment = Map.copyOf(extraEnvironment);
        services = ServiceJar.all(root);
        jars = UnpackedJars.of(root);
        data.prepare();
        lock = data.lock();
        secrets = Secrets.of(data);
        kafkaPort = Ports.free();
        // durable, as in production: a crash of the database must not take what was acknowledged
        postgres = new LocalPostgres(LocalPostgres.Settings.in(data.postgres(), secrets.postgres())).start();
        postgres.createDatabases(secrets.databases(services, data));
        settings = new ServiceSettings(services, 0, postgres.host(), postgres.port(), kafka(), secrets, data);
    }

    /** Starts the broker and all services; returns when all are ready. */
    public void startAll() {
        startKafka();
        // all at once would be slower than two at a time on a small machine
        for (int i = 0; i < services.size(); i += 2) {
            List<ServiceJar> pair = services.subList(i, Math.min(i + 2, services.size()));
            pair.forEach(service -> launch(service));
            pair.forEach(service -> awaitReady(service.name()));
        }
    }

    /** Starts one service and returns when it is ready. */
    public void start(String name) {
        launch(service(name));
        awaitReady(name);
    }

    private void launch(ServiceJar service) {
        List<String> command = new ArrayList<>(SERVICE_OPTIONS);
        // not -jar: reading classes from jars within a jar takes half of the CPU of a start
        command.addAll(List.of("-cp", unpacked(service), service.startClass()));
        Map<String, String> environment = settings.environment(service);
        environment.putAll(extraEnvironment);
        ChildProcess before = running.put(
                service.name(),
                ChildProcess.java(command, environment, data.logs().resolve(service.name() + ".log")));
        if (before != null && before.isAlive()) {
            before.kill();
            throw new IllegalStateException(service.name() + " was already running");
        }
    }

    private String unpacked(ServiceJar service) {
        Path classes = data.classes(service.context());
        UnpackedJars.unpackClasses(service, classes);
        jars.addLibrariesOf(service);
        return Stream.concat(Stream.of(classes), service.libraries().stream().map(jars::file))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitReady(String name) {
        health.awaitReady(address(name), READY_LIMIT, () -> running.get(name).isAlive());
    }

    /** SIGKILL: nothing is closed, nothing is flushed. Returns when the process is gone. */
    public void kill(String name) {
        running.remove(name).kill();
    }

    /** SIGTERM: it stops in order. Returns when the process is gone. */
    public void stop(String name) {
        running.remove(name).stop();
    }

    /** Starts the broker on its port and data; returns when it says that it is ready. */
    public void startKafka() {
        List<String> command = List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback-console.xml",
                "-cp",
                System.getProperty("java.class.path"),
                LocalKafka.class.getName(),
                "--data",
                data.kafka().toString(),
                "--port",
                Integer.toString(kafkaPort));
        var kafka = ChildProcess.java(command, Map.of(), data.logs().resolve("kafka.log"));
        running.put(KAFKA, kafka);
        kafka.awaitLine("ready ", READY_LIMIT);
    }

    /** SIGKILL to the broker. */
    public void killKafka() {
        kill(KAFKA);
    }

    /** SIGTERM to the broker. */
    public void stopKafka() {
        stop(KAFKA);
    }

    /** Stops PostgreSQL in order; all connections break. */
    public void stopPostgres() {
        postgres.stop();
    }

    /** Stops PostgreSQL as a crash would. */
    public void crashPostgres() {
        postgres.crash();
    }

    /** Starts PostgreSQL on its port and data. */
    public void startPostgres() {
        postgres.start();
    }

    /** {@code UP} or what else a service says of itself. */
    public String health(String name) {
        return health.of(address(name));
    }

    /** Addresses, in the form that {@code run.json} has. */
    public RunFile addresses() {
        return new RunFile(
                ProcessHandle.current().pid(),
                Instant.now().toString(),
                true,
                settings.address("gateway").url(),
                settings.addresses(),
                kafka(),
                "%s:%d".formatted(postgres.host(), postgres.port()),
                data.secretsFile().toString(),
                data.logs().toString());
    }

    /** Names of all services. */
    public List<String> names() {
        return services.stream().map(ServiceJar::name).toList();
    }

    /** Passwords, the first admin's among them. */
    public Secrets secrets() {
        return secrets;
    }

    /** The database server, for tests that look into the tables. */
    public LocalPostgres postgres() {
        return postgres;
    }

    private String kafka() {
        return "127.0.0.1:" + kafkaPort;
    }

    private ServiceAddress address(String name) {
        return settings.address(service(name).context());
    }

    private ServiceJar service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + name));
    }

    /** Kills everything; what is stored stays. */
    @Override
    public void close() {
        running.values().forEach(ChildProcess::kill);
        running.clear();
        postgres.close();
        health.close();
        lock.close();
    }
}
