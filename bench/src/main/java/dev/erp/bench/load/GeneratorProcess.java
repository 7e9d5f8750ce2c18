package dev.erp.bench.load;

import dev.erp.bench.BenchException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** The bench's end of the line to the {@link LoadGenerator}. */
public final class GeneratorProcess implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Writer out;
    private final BufferedReader in;

    /** Starts it; {@code log} gets what it has to complain about. */
    public GeneratorProcess(LoadSetup setup, Path log) {
        // few threads and a small heap: it must leave the machine to what it measures
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Xmn128m",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                LoadGenerator.class.getName());
        try {
            process = new ProcessBuilder(command)
                    .redirectError(new File(log.toString()))
                    .start();
        } catch (IOException e) {
            throw new BenchException("The load generator cannot be started: " + e.getMessage(), e);
        }
        out = process.outputWriter();
        in = process.inputReader();
        say(setup);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /**
     * Runs a job; takes as long as the job.
     *
     * @param atBegin called when the window begins
     * @param atEnd called when it ends
     */
    public LoadResult run(LoadJob job, Runnable atBegin, Runnable atEnd) {
        say(job);
        while (true) {
            LoadGenerator.Line line = hear();
            if (line.failure() != null) {
                throw new BenchException("%s: %s".formatted(job.name(), line.failure()));
            }
            if (line.result() != null) {
                return line.result();
            }
            ("begin".equals(line.mark()) ? atBegin : atEnd).run();
        }
    }

    private void say(Object line) {
        try {
            out.write(JSON.writeValueAsString(line) + "\n");
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LoadGenerator.Line hear() {
        try {
            String line = in.readLine();
            if (line == null) {
                throw new BenchException("The load generator has ended before its work.");
            }
            return JSON.readValue(line, LoadGenerator.Line.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (out) {
            // the end of its input ends it
        } catch (IOException _) {
            // then it has ended already
        }
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
