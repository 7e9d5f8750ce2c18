package dev.erp.fabric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One PostgreSQL server of our own on 127.0.0.1, as root or as any user. What it stores stays in the directory across
 * restarts. A server that outlived a killed JVM is stopped in order before a new one starts on the same directory.
 *
 * <p>Not thread-safe for {@link #start}, {@link #stop} and {@link #close}; everything else may be called from anywhere.
 */
public final class LocalPostgres implements AutoCloseable {
    private static final int ATTEMPTS_WITH_A_FREE_PORT = 3;
    private static final String SUPERUSER = "postgres";

    private final Settings settings;
    private DirectoryLock lock;
    private PostgresServer server;
    private int port;

    /**
     * How to run it.
     *
     * @param directory where data, log and lock live; created where missing
     * @param port the TCP port, or 0 for a free one, which is then kept across {@link LocalPostgres#stop} and start
     * @param password of the superuser {@code postgres}; taken when the directory is filled for the first time, and needed
     *     unchanged from then on
     * @param durable false turns fsync off: faster, and good for tests alone, because a crash of the machine loses data
     * @param server further entries for postgresql.conf, such as {@code max_connections}
     */
    public record Settings(Path directory, int port, String password, boolean durable, Map<String, String> server) {
        public Settings {
            server = Map.copyOf(server);
        }

        /** Durable, on a free port. */
        public static Settings in(Path directory, String password) {
            return new Settings(directory, 0, password, true, Map.of());
        }

        /** The same on a fixed port. */
        public Settings onPort(int fixed) {
            return new Settings(directory, fixed, password, durable, server);
        }

        /** The same without fsync. */
        public Settings forTests() {
            return new Settings(directory, port, password, false, server);
        }

        /** The same with these entries for postgresql.conf. */
        public Settings with(Map<String, String> entries) {
            return new Settings(directory, port, password, durable, entries);
        }
    }

    /** Nothing is touched before {@link #start}. */
    public LocalPostgres(Settings settings) {
        this.settings = settings;
        this.port = settings.port();
    }

    /**
     * Starts the server and returns when it answers.
     *
     * @throws FabricException when the directory is in use, the port is taken, or PostgreSQL says no; one clear sentence
     */
    public LocalPostgres start() {
        if (server != null) {
            throw new IllegalStateException("already started");
        }
        if (lock == null) {
            lock = DirectoryLock.acquire(Directories.createPrivate(settings.directory()));
        }
        try {
            startServer();
        } catch (RuntimeException e) {
            unlock();
            throw e;
        }
        return this;
    }

    /**
     * Stops a server that runs on a directory although its JVM was killed; {@link #start} does the same by itself.
     *
     * @return whether there was one
     * @throws FabricException when somebody still owns the directory
     */
    public static boolean stopLeftOver(Path directory) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (DirectoryLock _ = DirectoryLock.acquire(directory)) {
            return new PostgresServer(Settings.in(directory, "")).stopLeftOver();
        }
    }

    private void startServer() {
        var candidate = new PostgresServer(settings);
        candidate.stopLeftOver();
        candidate.initialise(SUPERUSER);
        for (int attempt = 1; ; attempt++) {
            int tried = port != 0 ? port : Ports.free();
            if (port != 0 && !Ports.isFree(port)) {
                throw new FabricException(
                        "Port %d, which PostgreSQL needs, is in use by another program.".formatted(port));
            }
            try {
                candidate.start(tried);
                port = tried;
                server = candidate;
                return;
            } catch (FabricException e) {
                boolean lostTheRace = port == 0 && !Ports.isFree(tried);
                if (!lostTheRace || attempt == ATTEMPTS_WITH_A_FREE_PORT) {
                    throw e;
                }
            }
        }
    }

    /**
     * Stops in order: connections are cut, transactions that are not committed are rolled back, the rest is on disk. The
     * directory stays locked for the next {@link #start}; {@link #close} gives it free. Does nothing when not running.
     */
    public void stop() {
        if (server != null) {
            server.stop("fast");
            server = null;
        }
    }

    /** As {@link #stop}, but as a crash would: recovery runs at the next start. */
    public void crash() {
        if (server != null) {
            server.stop("immediate");
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

    /** Always the loopback address. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port it listens on; 0 before the first start on a free port. */
    public int port() {
        return port;
    }

    /** The superuser's name. */
    public String superuser() {
        return SUPERUSER;
    }

    /** The superuser's password. */
    public String password() {
        return settings.password();
    }

    /** Whether {@link #start} has succeeded and nobody stopped it since through this object. */
    public boolean running() {
        return server != null;
    }

    /** JDBC address of a database. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host(), port, database);
    }

    /**
     * Makes sure that a database and the role that owns it, of the same name, exist. The role is no superuser and nobody
     * else may connect. Calling it again changes no data and sets the given password.
     *
     * @throws FabricException when PostgreSQL refuses
     */
    public void createDatabase(String name, String password) {
        DatabaseSetup.createDatabase(this::connect, name, password);
    }

    /** The same for several, faster than one by one. */
    public void createDatabases(Map<String, String> passwordsByName) {
        DatabaseSetup.createDatabases(this::connect, passwordsByName);
    }

    /** A connection of the superuser to a database; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host()});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(SUPERUSER);
        source.setPassword(settings.password());
        source.setConnectTimeout(10);
        return source.getConnection();
    }

    /** The server's own log file, for the person who looks for a reason. */
    public Path log() {
        return settings.directory().resolve("postgresql.log");
    }

    /** The process id of the server, or -1 when its pid file is not there. */
    public long pid() {
        try {
            return Long.parseLong(Files.readAllLines(settings.directory().resolve("data/postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException | RuntimeException _) {
            return -1;
        }
    }
}
