package dev.erp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The system under test, started as anybody would start it: {@code ./erp up}, in a process of its own. */
final class RunningSystem implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int START_LIMIT_SECONDS = 600;
    private static final int STOP_LIMIT_SECONDS = 120;
    /** Clients of a benchmark are greedier than people; the limits stay in place, so that their cost is measured, too. */
    static final Map<String, String> ENVIRONMENT = Map.of(
            "ERP_GATEWAY_RATELIMIT_USER_REQUESTS", "1000000",
            "ERP_GATEWAY_RATELIMIT_ANONYMOUS_REQUESTS", "1000000",
            "ERP_GATEWAY_RATELIMIT_LOGIN_REQUESTS", "1000000");

    private final Path root;
    private final Path data;
    private final int port;
    private Process process;
    private JsonNode run;
    private JsonNode secrets;
    private double secondsToReady;

    /** @param port of the gateway */
    RunningSystem(Path root, Path data, int port) {
        this.root = root;
        this.data = data;
        this.port = port;
    }

    /** Returns when all services are ready. */
    void start() {
        Path log = data.resolveSibling(data.getFileName() + ".log");
        var builder = new ProcessBuilder(
                        root.resolve("erp").toString(),
                        "up",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(ENVIRONMENT);
        long begun = System.nanoTime();
        try {
            Files.createDirectories(log.getParent());
            process = builder.start();
            awaitReady(begun, log);
            secrets =
                    JSON.readTree(Files.readAllBytes(Path.of(run.get("secrets").asString())));
        } catch (IOException e) {
            throw new BenchException("The system cannot be started: " + e.getMessage(), e);
        }
        secondsToReady = (System.nanoTime() - begun) / 1e9;
    }

    private void awaitReady(long begun, Path log) throws IOException {
        Path runFile = data.resolve("run.json");
        while (true) {
            if (!process.isAlive()) {
                throw new BenchException("The system did not start; it said: " + lastLines(log));
            }
            if (Files.exists(runFile)) {
                run = JSON.readTree(Files.readAllBytes(runFile));
                if (run.get("pid").asLong() == process.pid() && run.get("ready").asBoolean()) {
                    return;
                }
            }
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS)) {
                throw new BenchException(
                        "The system was not ready after %d s; see %s.".formatted(START_LIMIT_SECONDS, log));
            }
            sleep(20);
        }
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    /** Stops in order and starts on the same data. */
    void restart() {
        close();
        start();
    }

    /** From the command to the readiness of the last service. */
    double secondsToReady() {
        return secondsToReady;
    }

    /** Base URL. */
    String gateway() {
        return run.get("gateway").asString();
    }

    /** Bootstrap servers. */
    String kafka() {
        return run.get("kafka").asString();
    }

    /** host:port. */
    String postgres() {
        return run.get("postgres").asString();
    }

    /** Base URLs of the services by context. */
    Map<String, String> services() {
        Map<String, String> urls = new TreeMap<>();
        run.get("services")
                .forEach(service -> urls.put(
                        service.get("context").asString(), service.get("url").asString()));
        return urls;
    }

    String databasePassword(String context) {
        return secrets.get("databases").get(context).asString();
    }

    String superuserPassword() {
        return secrets.get("postgres").asString();
    }

    String adminPassword() {
        return secrets.get("admin").asString();
    }

    /** Contexts that have a database. */
    List<String> databases() {
        return List.copyOf(secrets.get("databases").propertyNames());
    }

    /** Of the JVM with all services and the broker. */
    long pid() {
        return run.get("pid").asLong();
    }

    long postgresPid() {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("postgresql/data/postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException e) {
            throw new BenchException("PostgreSQL's process cannot be found: " + e.getMessage(), e);
        }
    }

    /** Of the superuser; the caller closes it. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s/%s".formatted(postgres(), database), "postgres", superuserPassword());
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", e);
        }
    }

    /** Stops in order; does nothing when it does not run. */
    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy(); // SIGTERM, as ./erp down
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchException("The system (process %d) did not stop within %d s."
                        .formatted(process.pid(), STOP_LIMIT_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted while the system stopped.", e);
        }
        process = null;
    }
}
