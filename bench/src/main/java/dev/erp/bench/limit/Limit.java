package dev.erp.bench.limit;

import dev.erp.bench.BenchException;
import dev.erp.bench.probe.Probe;
import dev.erp.bench.probe.Usage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** pgbench on a scratch database of the very server that the system runs on. Not thread-safe. */
public final class Limit implements AutoCloseable {
    /** What the house rules measure against: enough to keep two cores and the disk busy. */
    public static final int CLIENTS = 16;
    /** How to get pgbench where it is missing. */
    public static final String INSTALL =
            "apt-get install postgresql-contrib (or postgresql-15 and later, which brings it)";

    private final Pgbench pgbench;
    private final Path workDirectory;
    private final Databases databases;

    /** Connects as superuser to one of the server's databases. */
    @FunctionalInterface
    public interface Databases {
        /** The caller closes it. */
        Connection connect(String database) throws SQLException;
    }

    /**
     * @param products so many were bought
     * @param ordersPerSecond all steps of the saga included
     * @param latencyMillis of one order, all steps one after the other, on average
     * @param usage of a window within the run; {@code loadSeconds} is pgbench's own CPU time
     */
    public record Result(int products, double ordersPerSecond, double latencyMillis, Usage usage) {}

    private Limit(Pgbench pgbench, Path workDirectory, Databases databases) {
        this.pgbench = pgbench;
        this.workDirectory = workDirectory;
        this.databases = databases;
    }

    /**
     * Makes the scratch database with its products; empty when pgbench is not installed.
     *
     * @param root of the project, for the services' migrations
     * @param workDirectory for script and output
     * @param address host:port
     * @param password of the superuser {@code postgres}
     */
    public static Optional<Limit> prepare(
            Path root, Path workDirectory, String address, String password, Databases databases, int products) {
        Optional<Path> program = Pgbench.find();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int colon = address.lastIndexOf(':');
        var server = new Pgbench.Server(
                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), "postgres", password);
        try (Connection superuser = databases.connect("postgres")) {
            ScratchDatabase.create(superuser);
        } catch (SQLException e) {
            throw new BenchException("The scratch database cannot be made: " + e.getMessage(), e);
        }
        try (Connection scratch = databases.connect(ScratchDatabase.NAME)) {
            new ScratchDatabase(root).fill(scratch, products);
        } catch (SQLException e) {
            throw new BenchException("The scratch database cannot be filled: " + e.getMessage(), e);
        }
        return Optional.of(new Limit(new Pgbench(program.get(), server), workDirectory, databases));
    }

    /**
     * Runs pgbench twice, the first time to warm up.
     *
     * @param products the first so many are bought
     * @param probe for the process that makes the load
     */
    public Result run(int products, int warmUpSeconds, int seconds, SagaBodies bodies, LongFunction<Probe> probe) {
        start(products, warmUpSeconds, bodies).await();
        Pgbench.Running running = start(products, seconds, bodies);
        Probe.Window window = probe.apply(running.pid()).window();
        pause(1); // connections are made
        window.begin();
        pause(seconds - 2);
        window.end();
        Pgbench.Outcome outcome = running.await();
        return new Result(products, outcome.perSecond(), outcome.latencyMillis(), window.usage());
    }

    private Pgbench.Running start(int products, int seconds, SagaBodies bodies) {
        return pgbench.start(workDirectory, CLIENTS, List.of("--time=" + seconds), products, bodies);
    }

    private static void pause(int seconds) {
        try {
            Thread.sleep(seconds * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted while pgbench ran.", e);
        }
    }

    /** Drops the scratch database. */
    @Override
    public void close() {
        try (Connection superuser = databases.connect("postgres")) {
            ScratchDatabase.drop(superuser);
        } catch (SQLException e) {
            throw new BenchException("The scratch database cannot be dropped: " + e.getMessage(), e);
        }
    }
}
