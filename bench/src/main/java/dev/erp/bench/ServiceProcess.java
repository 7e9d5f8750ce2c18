package dev.erp.bench;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One service of the running system once more, as a process of its own, so that its CPU time can be told from that of the others; or
 * another program with that service's classes.
 */
final class ServiceProcess implements AutoCloseable {
    /** As ./erp up sets them, for a part of it. All tiers of the compiler: what is measured is a warm service. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx384m",
            "-Xmn128m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final int READY_LIMIT_SECONDS = 180;
    private static final int PROGRAM_LIMIT_SECONDS = 300;
    private static final int STOP_LIMIT_SECONDS = 60;

    private final String name;
    private final Process process;
    private final String url;

    private ServiceProcess(String name, Process process, String url) {
        this.name = name;
        this.process = process;
        this.url = url;
    }

    /**
     * Returns when the service is ready.
     *
     * @param context of the service, such as {@code gateway}
     * @param environment over what the running system's own is told
     */
    static ServiceProcess start(
            BenchOptions options, RunningSystem system, String context, Map<String, String> environment) {
        String url = "http://127.0.0.1:" + Bench.freePort();
        String management = "http://127.0.0.1:" + Bench.freePort();
        Map<String, String> all = environment(system, context, url, management);
        all.putAll(environment);
        Process process = run(options, context, List.of("-jar", jar(options, context)), all);
        var started = new ServiceProcess(context, process, url);
        try {
            started.awaitReady(management);
        } catch (BenchException e) {
            started.close();
            throw e;
        }
        return started;
    }

    /**
     * Runs a program of the bench with the classes and libraries of a service, to its end.
     *
     * @param input what it reads from standard input
     * @return what it wrote to the file that is its first argument
     */
    static String runInside(
            BenchOptions options,
            RunningSystem system,
            String context,
            Class<?> program,
            String input,
            String... arguments) {
        Path result = options.data().resolve(program.getSimpleName() + ".result");
        List<String> command = new ArrayList<>(List.of(
                "-Dloader.main=" + program.getName(),
                "-Dloader.path=" + options.root().resolve("bench/target/classes"),
                "-cp",
                jar(options, context),
                "org.springframework.boot.loader.launch.PropertiesLauncher",
                result.toString()));
        command.addAll(List.of(arguments));
        Process process = run(
                options,
                context,
                command,
                environment(
                        system,
                        context,
                        "http://127.0.0.1:" + Bench.freePort(),
                        "http://127.0.0.1:" + Bench.freePort()));
        try (Writer in = process.outputWriter()) {
            in.write(input);
        } catch (IOException e) {
            throw new BenchException("%s has not read its input: %s".formatted(program.getSimpleName(), e), e);
        }
        try {
            if (!process.waitFor(PROGRAM_LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new BenchException(
                        "%s has failed; see %s.".formatted(program.getSimpleName(), log(options, context)));
            }
            return Files.readString(result);
        } catch (IOException e) {
            throw new BenchException("%s has found nothing: %s".formatted(program.getSimpleName(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new BenchException("Interrupted.", e);
        }
    }

    private static Process run(
            BenchOptions options, String context, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(log(options, context).toFile()));
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            // Ctrl-C: it ends with the bench
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "kill-" + context));
            return process;
        } catch (IOException e) {
            throw new BenchException("%s-service cannot be started: %s".formatted(context, e.getMessage()), e);
        }
    }

    private static Map<String, String> environment(
            RunningSystem system, String context, String url, String management) {
        Map<String, String> environment = new HashMap<>(RunningSystem.ENVIRONMENT);
        system.services()
                .forEach((name, address) -> environment.put("ERP_%s_URL".formatted(name.toUpperCase()), address));
        environment.put("ERP_KAFKA", system.kafka());
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", port(url));
        environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        environment.put("MANAGEMENT_SERVER_PORT", port(management));
        if (system.databases().contains(context)) {
            String postgres = system.postgres();
            environment.put("ERP_DB_HOST", postgres.substring(0, postgres.lastIndexOf(':')));
            environment.put("ERP_DB_PORT", port(postgres));
            environment.put("ERP_DB_PASSWORD", system.databasePassword(context));
        }
        return environment;
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }

    private static String jar(BenchOptions options, String context) {
        Path target = options.root().resolve(context + "-service/target");
        try (var files = Files.newDirectoryStream(target, "*-exec.jar")) {
            return files.iterator().next().toString();
        } catch (IOException e) {
            throw new BenchException("There is no %s-service in %s.".formatted(context, target), e);
        }
    }

    private static Path log(BenchOptions options, String context) {
        return options.data().resolve("logs").resolve("bench-%s.log".formatted(context));
    }

    private void awaitReady(String management) {
        var readiness = HttpRequest.newBuilder(URI.create(management + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_LIMIT_SECONDS);
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!answersOk(http, readiness)) {
                if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                    throw new BenchException("%s-service has not become ready.".formatted(name));
                }
                RunningSystem.sleep(100);
            }
        }
    }

    private static boolean answersOk(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false; // it does not listen yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", e);
        }
    }

    /** Base URL. */
    String url() {
        return url;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
