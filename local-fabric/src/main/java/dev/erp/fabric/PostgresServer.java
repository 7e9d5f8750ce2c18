package dev.erp.fabric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The programs {@code initdb} and {@code pg_ctl} on one directory. */
final class PostgresServer {
    private static final int STOP_TIMEOUT_SECONDS = 60;
    private static final int START_TIMEOUT_SECONDS = 60;

    /** Small, but enough for eight services with their pools; every entry can be overridden. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("listen_addresses", "'127.0.0.1'"),
            Map.entry("unix_socket_directories", "''"),
            Map.entry("max_connections", "300"),
            Map.entry("shared_buffers", "64MB"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("jit", "off"), // compiling costs more than these short statements take
            Map.entry("timezone", "'UTC'"),
            Map.entry("log_timezone", "'UTC'"),
            Map.entry("log_line_prefix", "'%m [%p] %d '"),
            Map.entry("password_encryption", "'scram-sha-256'"),
            // stretching helps passwords that can be guessed; these are random, and every new connection would pay for
            // it
            Map.entry("scram_iterations", "1"));

    private final LocalPostgres.Settings settings;
    private final Path data;

    PostgresServer(LocalPostgres.Settings settings) {
        this.settings = settings;
        this.data = settings.directory().toAbsolutePath().resolve("data");
    }

    /** Fills the data directory where that has not been done. A filling that was cut short is done again. */
    void initialise(String superuser) {
        if (Files.exists(data.resolve("PG_VERSION")) && Files.exists(data.resolve("erp.conf"))) {
            return;
        }
        Path passwordFile = settings.directory().resolve("initdb.password");
        try {
            Directories.delete(data);
            Files.deleteIfExists(passwordFile);
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, settings.password());
            var arguments = new ArrayList<>(List.of("--pgdata=" + data, "--username=" + superuser));
            arguments.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + passwordFile.toAbsolutePath()));
            // the same order of text on every machine, and the fastest there is
            arguments.addAll(List.of("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            arguments.addAll(List.of("--locale=C", "--no-instructions"));
            if (!settings.durable()) {
                arguments.add("--no-sync");
            }
            run("initdb", START_TIMEOUT_SECONDS, arguments);
            Files.writeString(data.resolve("postgresql.conf"), "include = 'erp.conf'\n");
            writeConfiguration(0); // last: its presence says that the directory is whole
        } catch (IOException e) {
            throw new FabricException("PostgreSQL's data cannot be created in %s: %s.".formatted(data, e), e);
        } finally {
            deleteQuietly(passwordFile);
        }
    }

    void start(int port) {
        try {
            writeConfiguration(port);
        } catch (IOException e) {
            throw new FabricException("PostgreSQL's settings cannot be written to %s: %s.".formatted(data, e), e);
        }
        run(
                "pg_ctl",
                START_TIMEOUT_SECONDS + 10,
                List.of("start", "--pgdata=" + data, "--wait", "--timeout=" + START_TIMEOUT_SECONDS, "--log=" + log()));
    }

    /** @param mode {@code fast} or {@code immediate} */
    void stop(String mode) {
        if (!Files.exists(data.resolve("postmaster.pid"))) {
            return; // it has stopped by itself, or somebody killed it
        }
        List<String> arguments = new ArrayList<>(List.of("stop", "--pgdata=" + data, "--wait", "--mode=" + mode));
        arguments.add("--timeout=" + STOP_TIMEOUT_SECONDS);
        try {
            run("pg_ctl", STOP_TIMEOUT_SECONDS + 10, arguments);
        } catch (FabricException e) {
            if (leftOver() != null) {
                throw e;
            }
        }
    }

    /**
     * Whoever holds the directory's lock owns the server in it. One that runs although nobody held the lock is left from a
     * JVM that was killed; a pid file that names a program of another kind is left from a server that was killed.
     */
    boolean stopLeftOver() {
        Path pidFile = data.resolve("postmaster.pid");
        ProcessHandle process = leftOver();
        if (process == null) {
            return false; // PostgreSQL itself sees that nobody has that pid
        }
        if (process.info()
                .command()
                .map(command -> command.endsWith("/postgres"))
                .orElse(false)) {
            stop("fast");
            return true;
        }
        // PostgreSQL would believe that it still runs, because some program has been given its pid since
        deleteQuietly(pidFile);
        return false;
    }

    private ProcessHandle leftOver() {
        try {
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).orElse(null);
        } catch (IOException | RuntimeException _) {
            return null;
        }
    }

    private void writeConfiguration(int port) throws IOException {
        Map<String, String> entries = new TreeMap<>(DEFAULTS);
        if (!settings.durable()) {
            entries.putAll(Map.of("fsync", "off", "full_page_writes", "off", "synchronous_commit", "off"));
        }
        entries.putAll(settings.server());
        entries.put("port", Integer.toString(port));
        var text = new StringBuilder("# written at every start\n");
        entries.forEach((name, value) -> text.append("%s = %s%n".formatted(name, value)));
        Files.writeString(data.resolve("erp.conf"), text);
    }

    private Path log() {
        return settings.directory().toAbsolutePath().resolve("postgresql.log");
    }

    private void run(String program, int timeoutSeconds, List<String> arguments) {
        List<String> command = new ArrayList<>(userNamespace());
        command.add(PostgresBinaries.directory().resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        Path output = settings.directory().toAbsolutePath().resolve(program + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            output.toFile()) // a file: the server inherits it, and would keep a pipe open for ever
                    .directory(settings.directory().toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new FabricException(
                        "PostgreSQL's %s did not end within %d s.".formatted(program, timeoutSeconds));
            }
            if (process.exitValue() != 0) {
                throw new FabricException("PostgreSQL's %s failed: %s".formatted(program, reason(output)));
            }
        } catch (IOException e) {
            throw new FabricException("PostgreSQL's %s cannot be run: %s.".formatted(program, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FabricException("Interrupted while PostgreSQL's %s ran.".formatted(program), e);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace without a mapping, root is nobody. */
    private static List<String> userNamespace() {
        boolean root = "root".equals(System.getProperty("user.name"));
        boolean linux = System.getProperty("os.name").startsWith("Linux");
        return root && linux ? List.of("unshare", "--user") : List.of();
    }

    private String reason(Path output) throws IOException {
        String said = Files.readString(output).strip();
        String fatal = Files.exists(log())
                ? Files.readAllLines(log()).reversed().stream()
                        .limit(20)
                        .filter(line -> line.contains("FATAL"))
                        .findFirst()
                        .orElse("")
                : "";
        String[] lines = said.split("\n");
        String last = String.join(" ", Arrays.asList(lines).subList(Math.max(0, lines.length - 3), lines.length));
        return fatal.isEmpty() ? last : fatal.substring(fatal.indexOf("FATAL"));
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // the next start tries again
        }
    }
}
