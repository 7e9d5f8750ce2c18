package dev.erp.bench.limit;

import dev.erp.bench.BenchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Debian's pgbench, on the script of the saga. Versions from 15 on do, whatever the server's is. */
final class Pgbench {
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");
    private static final Pattern PROCESSED = Pattern.compile("number of transactions actually processed: ([0-9]+)");

    private final Path program;
    private final Server server;

    /** Where and as whom to connect. */
    record Server(String host, int port, String user, String password) {}

    /**
     * @param perSecond runs of the script
     * @param latencyMillis of one run, on average
     * @param runs of the script, all in all
     */
    record Outcome(double perSecond, double latencyMillis, long runs) {
        static Outcome parse(String output) {
            return new Outcome(
                    Double.parseDouble(find(TPS, output)),
                    Double.parseDouble(find(LATENCY, output)),
                    Long.parseLong(find(PROCESSED, output)));
        }

        private static String find(Pattern pattern, String output) {
            Matcher matcher = pattern.matcher(output);
            if (!matcher.find()) {
                throw new BenchException("pgbench did not say what was expected of it: " + output);
            }
            return matcher.group(1);
        }
    }

    /** A run that has been started; {@link #await} it. */
    record Running(Process process, Path output) {
        long pid() {
            return process.pid();
        }

        Outcome await() {
            try {
                if (!process.waitFor(10, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new BenchException("pgbench did not end within 10 minutes.");
                }
                String said = Files.readString(output);
                if (process.exitValue() != 0) {
                    throw new BenchException("pgbench failed: " + said.strip());
                }
                return Outcome.parse(said);
            } catch (IOException e) {
                throw new BenchException("pgbench's output cannot be read: " + e, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
                throw new BenchException("Interrupted while pgbench ran.", e);
            }
        }
    }

    Pgbench(Path program, Server server) {
        this.program = program;
        this.server = server;
    }

    /** On the PATH, or where Debian keeps it; the newest first. */
    static Optional<Path> find() {
        Stream<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, "pgbench"));
        return Stream.concat(onPath, debians()).filter(Files::isExecutable).findFirst();
    }

    private static Stream<Path> debians() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Stream.empty();
        }
        try (Stream<Path> found = Files.list(versions)) {
            return found
                    .map(version -> version.resolve("bin/pgbench"))
                    .sorted((one, other) -> other.compareTo(one))
                    .toList()
                    .stream();
        } catch (IOException _) {
            return Stream.empty();
        }
    }

    /**
     * Starts a run on the scratch database.
     *
     * @param workDirectory gets script and output
     * @param clients connections, each of them always busy
     * @param length such as {@code -T 20} (seconds) or {@code -t 5} (runs per client)
     */
    Running start(Path workDirectory, int clients, List<String> length, int products, SagaBodies bodies) {
        Path script = script(workDirectory);
        Path output = workDirectory.resolve("pgbench.log");
        List<String> command = new ArrayList<>(List.of(program.toString(), "--no-vacuum", "--protocol=prepared"));
        command.addAll(List.of("--host=" + server.host(), "--port=" + server.port(), "--username=" + server.user()));
        command.addAll(List.of("--client=" + clients, "--jobs=" + Math.min(2, clients), "--file=" + script));
        command.addAll(List.of("--define=products=" + products, "--define=customers=" + ScratchDatabase.CUSTOMERS));
        for (Map.Entry<String, String> body : bodies.byName().entrySet()) {
            command.add("--define=%s=%s".formatted(body.getKey(), body.getValue()));
        }
        command.addAll(length);
        command.add(ScratchDatabase.NAME);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PGPASSWORD", server.password());
        try {
            return new Running(builder.start(), output);
        } catch (IOException e) {
            throw new BenchException("pgbench cannot be run: " + e.getMessage(), e);
        }
    }

    private static Path script(Path workDirectory) {
        try (InputStream in = Pgbench.class.getResourceAsStream("/limit/saga.sql")) {
            Path script = workDirectory.resolve("saga.sql");
            Files.write(script, in.readAllBytes());
            return script;
        } catch (IOException e) {
            throw new BenchException("The script for pgbench cannot be written: " + e, e);
        }
    }
}
