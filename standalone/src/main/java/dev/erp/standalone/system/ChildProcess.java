package dev.erp.standalone.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program beside this one, with its output in a file. It dies with this JVM, however politely that ends. */
final class ChildProcess {
    private static final int STOP_LIMIT_SECONDS = 60;

    private final Process process;
    private final Path output;
    private final long outputBefore;
    private final Thread killer;

    private ChildProcess(Process process, Path output, long outputBefore) {
        this.process = process;
        this.output = output;
        this.outputBefore = outputBefore;
        killer = new Thread(process::destroyForcibly, "kill-" + process.pid());
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * @param arguments after {@code java}
     * @param environment added to this process' own
     * @param output file that its output is appended to
     */
    static ChildProcess java(List<String> arguments, Map<String, String> environment, Path output) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().putAll(environment);
        try {
            long before = Files.exists(output) ? Files.size(output) : 0;
            return new ChildProcess(builder.start(), output, before);
        } catch (IOException e) {
            throw new ErpException("%s cannot be started: %s.".formatted(command.getFirst(), e.getMessage()), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until a line of its output begins with {@code prefix}. */
    void awaitLine(String prefix, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!said(prefix)) {
                if (!isAlive() || System.nanoTime() > deadline) {
                    throw new ErpException("A process has not become ready; what it said is in %s.".formatted(output));
                }
                Thread.sleep(50);
            }
        } catch (IOException e) {
            throw new ErpException("%s cannot be read.".formatted(output), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ErpException("Interrupted while a process started.", e);
        }
    }

    private boolean said(String prefix) throws IOException {
        byte[] all = Files.readAllBytes(output);
        int from = (int) Math.min(outputBefore, all.length);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8)
                .lines()
                .anyMatch(line -> line.startsWith(prefix));
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    void stop() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new ErpException("Process %d does not end.".formatted(process.pid()));
            }
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException _) {
            // the JVM is ending, and the hook runs anyway
        }
    }
}
