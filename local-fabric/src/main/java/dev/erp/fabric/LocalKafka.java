package dev.erp.fabric;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker of our own on 127.0.0.1, controller included (KRaft), inside this JVM. What it stores stays in the
 * directory across restarts and is never deleted by age: events are the history.
 *
 * <p>Not thread-safe for {@link #start}, {@link #stop} and {@link #close}; everything else may be called from anywhere.
 */
public final class LocalKafka implements AutoCloseable {
    private final Path directory;
    private final Map<String, String> overrides;
    private DirectoryLock lock;
    private KafkaRaftServer server;
    private int port;

    /** On a directory that is created where missing, and a free port, which is then kept across {@link #stop} and start. */
    public LocalKafka(Path directory) {
        this(directory, 0, Map.of());
    }

    /**
     * @param directory where its log and its lock live; created where missing
     * @param port TCP port, or 0 for a free one
     * @param overrides further entries for the broker's configuration
     */
    public LocalKafka(Path directory, int port, Map<String, String> overrides) {
        this.directory = directory;
        this.port = port;
        this.overrides = Map.copyOf(overrides);
    }

    /**
     * Starts the broker and returns when it answers.
     *
     * @throws FabricException when the directory is in use, the port is taken, or Kafka says no; one clear sentence
     */
    public LocalKafka start() {
        if (server != null) {
            throw new IllegalStateException("already started");
        }
        if (lock == null) {
            lock = DirectoryLock.acquire(Directories.createPrivate(directory));
        }
        if (port != 0 && !Ports.isFree(port)) {
            unlock();
            throw new FabricException("Port %d, which Kafka needs, is in use by another program.".formatted(port));
        }
        int chosen = port != 0 ? port : Ports.free();
        try {
            var config = KafkaConfig.fromProps(properties(chosen), false);
            formatOnce(config);
            var candidate = new KafkaRaftServer(config, Time.SYSTEM);
            candidate.startup();
            server = candidate;
            port = chosen;
        } catch (Exception e) {
            unlock();
            throw new FabricException("Kafka cannot start on %s: %s".formatted(directory, e.getMessage()), e);
        }
        return this;
    }

    /**
     * Stops in order, the log flushed. The directory stays locked for the next {@link #start}; {@link #close} gives it
     * free. Does nothing when not running.
     */
    public void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
        unlock();
    }

    private void unlock() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    /** The port clients connect to; 0 before the first start on a free port. */
    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:port}, for {@code bootstrap.servers}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Whether {@link #start} has succeeded and nobody stopped it since through this object. */
    public boolean running() {
        return server != null;
    }

    private Path data() {
        return directory.toAbsolutePath().resolve("data");
    }

    private void formatOnce(KafkaConfig config) throws Exception {
        if (Files.exists(data().resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(data());
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(config.nodeId())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data().toString())
                .setDirectories(List.of(data().toString()))
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setHasDynamicQuorum(false)
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                .run();
    }

    private Properties properties(int clientPort) {
        int controllerPort = Ports.free();
        Map<String, String> all = new HashMap<>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("log.dirs", data().toString());
        all.put("listeners", "CLIENT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(clientPort, controllerPort));
        all.put("advertised.listeners", "CLIENT://127.0.0.1:" + clientPort);
        all.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.put("inter.broker.listener.name", "CLIENT");
        all.put("controller.listener.names", "CONTROLLER");
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        all.putAll(ONE_BROKER);
        all.putAll(SMALL);
        all.putAll(overrides);
        var properties = new Properties();
        properties.putAll(all);
        return properties;
    }

    /** What a single broker needs to be different from a cluster's defaults. */
    private static final Map<String, String> ONE_BROKER = Map.ofEntries(
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("auto.create.topics.enable", "false"), // a mistyped topic is an error, not a new topic
            Map.entry("log.retention.ms", "-1"),
            // as long as the records: who stood still for weeks goes on where they were, and not at the first record
            Map.entry("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE)),
            // members of a group all start together here, nobody is worth waiting for
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // after a kill -9 the new broker can register once the old session has run out
            Map.entry("broker.heartbeat.interval.ms", "1000"),
            Map.entry("broker.session.timeout.ms", "6000"));

    /** Threads, buffers and files for one machine that runs everything else, too. */
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("num.partitions", "6"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.num.partitions", "4"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "2"),
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
            Map.entry("log.cleaner.io.buffer.size", "131072"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("log.segment.bytes", "268435456"),
            Map.entry("metric.reporters", ""));

    /**
     * Runs a broker as a process of its own until it is told to stop (SIGTERM), or killed by a test.
     *
     * @param arguments {@code --data DIR} and {@code --port N} (0 or none: a free one); prints {@code ready HOST:PORT}
     */
    public static void main(String[] arguments) throws InterruptedException {
        Path data = null;
        int port = 0;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--data" -> data = Path.of(arguments[i + 1]);
                case "--port" -> port = Integer.parseInt(arguments[i + 1]);
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        if (data == null) {
            throw new IllegalArgumentException("--data DIR is missing");
        }
        var kafka = new LocalKafka(data, port, Map.of());
        kafka.start();
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "kafka-stop"));
        System.out.println("ready " + kafka.bootstrap());
        new CountDownLatch(1).await();
    }
}
