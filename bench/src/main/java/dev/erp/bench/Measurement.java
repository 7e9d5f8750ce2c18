package dev.erp.bench;

import dev.erp.bench.Measured.Load;
import dev.erp.bench.Measured.Variant;
import dev.erp.bench.limit.Limit;
import dev.erp.bench.limit.SagaBodies;
import dev.erp.bench.load.GeneratorProcess;
import dev.erp.bench.load.LoadJob;
import dev.erp.bench.load.LoadResult;
import dev.erp.bench.load.LoadSetup;
import dev.erp.bench.probe.Probe;
import dev.erp.bench.probe.StatementTracking;
import dev.erp.bench.probe.Usage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The order of things: start, rest, warm up, one order alone, wide, hot, and then pgbench on the same server. */
final class Measurement {
    /** Latency is told for a system that has some air, as a system in use has. */
    static final double ARRIVING_SHARE = 0.7;

    private static final int IDLE_SECONDS = 10;
    private static final int SETTLED_SECONDS = 5;

    private final BenchOptions options;
    private final RunningSystem system;
    private final Consumer<String> say;
    private double firstStart;
    private double secondStart;
    private Map<String, Long> idleMemory;
    private Usage idle;

    Measurement(BenchOptions options, RunningSystem system, Consumer<String> say) {
        this.options = options;
        this.system = system;
        this.say = say;
    }

    /** On an empty directory and again on existing data, which is also how PostgreSQL gets to load its statement counter. */
    void startTwice() {
        say.accept("Starting the system in %s …".formatted(options.data()));
        system.start();
        firstStart = system.secondsToReady();
        try (Connection superuser = system.connect("postgres")) {
            StatementTracking.loadAtNextStart(superuser);
        } catch (SQLException e) {
            throw new BenchException("PostgreSQL's settings cannot be changed: " + e.getMessage(), e);
        }
        system.restart();
        secondStart = system.secondsToReady();
        say.accept(String.format(
                Locale.ROOT, "Ready after %.1f s, and after %.1f s on existing data.", firstStart, secondStart));
        restAndLook();
    }

    private void restAndLook() {
        try (Connection superuser = system.connect("postgres")) {
            StatementTracking.prepare(superuser);
            RunningSystem.sleep(SETTLED_SECONDS * 1000L);
            Probe probe = probe(superuser, ProcessHandle.current().pid());
            Probe.Window window = probe.window();
            window.begin();
            RunningSystem.sleep(IDLE_SECONDS * 1000L);
            window.end();
            idle = window.usage();
            idleMemory = probe.mebibytes();
        } catch (SQLException e) {
            throw new BenchException("PostgreSQL's statistics cannot be read: " + e.getMessage(), e);
        }
    }

    /** Everything under load, and then the limit, while the services rest. */
    Measured run(LoadSetup setup) {
        try (Connection superuser = system.connect("postgres");
                var generator = new GeneratorProcess(setup, options.data().resolve("load.log"))) {
            Probe probe = probe(superuser, generator.pid());
            say.accept("Warming up for %d s …".formatted(options.warmUpSeconds()));
            load(generator, probe, saturating("warm-up", options.products(), options.warmUpSeconds() - 1, 1));
            say.accept("One order alone …");
            Quiet.settle(system);
            LoadResult alone = load(generator, probe, LoadJob.alone("alone", options.products(), 3, options.seconds()))
                    .result();
            List<Variant> variants = new ArrayList<>();
            variants.add(variant("wide", options.products(), generator, probe, superuser));
            variants.add(variant("hot", BenchOptions.HOT_PRODUCTS, generator, probe, superuser));
            Map<String, Long> busyMemory = probe.mebibytes();
            return new Measured(
                    options, firstStart, secondStart, idleMemory, busyMemory, idle, alone, limits(variants, superuser));
        } catch (SQLException e) {
            throw new BenchException("PostgreSQL does not answer the bench: " + e.getMessage(), e);
        }
    }

    private Variant variant(String name, int products, GeneratorProcess generator, Probe probe, Connection superuser)
            throws SQLException {
        say.accept("%s: as fast as it goes, %,d products …".formatted(name, products));
        Quiet.settle(system);
        Load saturated = load(generator, probe, saturating(name, products, 10, options.seconds()));
        StatementTracking.track(superuser, true);
        Load counted = load(generator, probe, saturating(name + ", counted", products, 3, 10));
        StatementTracking.track(superuser, false);
        double rate = ARRIVING_SHARE * saturated.result().sagasPerSecond();
        say.accept(String.format(
                Locale.ROOT,
                "%s: %.0f sagas/s; now orders arrive at %.0f/s …",
                name,
                saturated.result().sagasPerSecond(),
                rate));
        Quiet.settle(system);
        Load arriving =
                load(generator, probe, LoadJob.arriving(name + ", arriving", rate, products, 10, options.seconds()));
        return new Variant(name, products, saturated, counted, arriving, Optional.empty());
    }

    private List<Variant> limits(List<Variant> variants, Connection superuser) throws SQLException {
        Quiet.settle(system);
        SagaBodies bodies;
        try (Connection audit = system.connect("audit");
                Connection sales = system.connect("sales")) {
            bodies = SagaBodies.ofLastOrder(audit, sales);
        }
        Optional<Limit> prepared = Limit.prepare(
                options.root(),
                options.data(),
                system.postgres(),
                system.superuserPassword(),
                system::connect,
                options.products());
        if (prepared.isEmpty()) {
            say.accept("pgbench is missing, so there is no limit to compare with: " + Limit.INSTALL);
            return variants;
        }
        List<Variant> compared = new ArrayList<>();
        try (Limit limit = prepared.get()) {
            for (Variant variant : variants) {
                say.accept("The limit: pgbench with the same rows, %,d products …".formatted(variant.products()));
                Quiet.checkpoint(system);
                Limit.Result result =
                        limit.run(variant.products(), 10, options.seconds(), bodies, pid -> probe(superuser, pid));
                compared.add(new Variant(
                        variant.name(),
                        variant.products(),
                        variant.saturated(),
                        variant.counted(),
                        variant.arriving(),
                        Optional.of(result)));
            }
        }
        return compared;
    }

    private LoadJob saturating(String name, int products, int warmUpSeconds, int seconds) {
        return LoadJob.saturating(name, options.inFlight(), products, warmUpSeconds, seconds);
    }

    private static Load load(GeneratorProcess generator, Probe probe, LoadJob job) {
        Probe.Window window = probe.window();
        LoadResult result = generator.run(job, window::begin, window::end);
        return new Load(result, window.usage());
    }

    private Probe probe(Connection superuser, long loadPid) {
        return new Probe(superuser, system.pid(), system.postgresPid(), loadPid);
    }
}
