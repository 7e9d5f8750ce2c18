package dev.erp.fabric;

/**
 * The PostgreSQL and the Kafka that tests run on. Where a Docker engine answers they come from Testcontainers, else from the
 * embedded ones; the tests are the same. {@code -Derp.fabric=embedded|containers} (or ERP_FABRIC) decides by hand.
 *
 * <p>Each of the two starts when it is first asked for. Every JVM has its own, on its own free ports and temporary data, which
 * is gone when the JVM exits. All methods may be called from any thread.
 */
public abstract class Fabric implements AutoCloseable {

    /**
     * A database of its own, with a role that owns it.
     *
     * @param host to connect to
     * @param port to connect to
     * @param name of the database
     * @param user its owner, no superuser
     * @param password of the user
     */
    public record Database(String host, int port, String name, String user, String password) {
        /** For JDBC. */
        public String jdbcUrl() {
            return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
        }

        /** For R2DBC. */
        public String r2dbcUrl() {
            return "r2dbc:postgresql://%s:%d/%s".formatted(host, port, name);
        }
    }

    Fabric() {}

    /** The one of this JVM. */
    public static Fabric shared() {
        return Shared.FABRIC;
    }

    /** Host of PostgreSQL. */
    public abstract String postgresHost();

    /** Port of PostgreSQL; the same before and after {@link #stopPostgres}. */
    public abstract int postgresPort();

    /** Name of PostgreSQL's superuser. */
    public abstract String superuser();

    /** Password of PostgreSQL's superuser. */
    public abstract String superuserPassword();

    /** A new, empty database whose name starts with {@code prefix} (lower-case letters, digits, underscores). */
    public abstract Database newDatabase(String prefix);

    /** {@code host:port} for {@code bootstrap.servers}; the same before and after {@link #stopKafka}. */
    public abstract String kafkaBootstrap();

    /** Stops PostgreSQL in order; connections break. */
    public abstract void stopPostgres();

    /** Starts PostgreSQL again, on the same port and data; returns when it answers. */
    public abstract void startPostgres();

    /** Stops the broker in order. */
    public abstract void stopKafka();

    /** Starts the broker again, on the same port and data; returns when it answers. */
    public abstract void startKafka();

    /** Stops both and deletes their data. */
    @Override
    public abstract void close();

    private static final class Shared {
        private static final Fabric FABRIC = create();

        private static Fabric create() {
            Fabric fabric = Docker.isWanted() ? new ContainerFabric() : new EmbeddedFabric();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAfterApplications(fabric), "fabric-stop"));
            return fabric;
        }

        /**
         * All shutdown hooks run at once. An application context that loses its broker while it closes waits for time-outs, so
         * ours waits for Spring's.
         */
        private static void closeAfterApplications(Fabric fabric) {
            try {
                for (int waitedMs = 0, quietMs = 0; waitedMs < 20_000 && quietMs < 200; waitedMs += 50) {
                    Thread.sleep(50);
                    quietMs = applicationsAreClosing() ? 0 : quietMs + 50;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            fabric.close();
        }

        private static boolean applicationsAreClosing() {
            return Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().startsWith("Spring")
                            && thread.getName().endsWith("ShutdownHook"));
        }
    }
}
