package dev.erp.bench;

import dev.erp.bench.limit.Limit;
import dev.erp.bench.load.LoadResult;
import dev.erp.bench.probe.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one bench found out.
 *
 * @param firstStart seconds from {@code ./erp up} on an empty directory to readiness
 * @param secondStart the same on existing data
 * @param idleMemory MiB by process, some seconds after the second start
 * @param busyMemory MiB by process, after all load
 * @param idle what the system used while nobody asked it for anything
 * @param alone one order at a time
 * @param variants wide and hot
 */
record Measured(
        BenchOptions options,
        double firstStart,
        double secondStart,
        Map<String, Long> idleMemory,
        Map<String, Long> busyMemory,
        Usage idle,
        LoadResult alone,
        List<Variant> variants) {

    /** A run of the generator and what the machine did meanwhile. */
    record Load(LoadResult result, Usage usage) {}

    /**
     * @param name hot or wide
     * @param products so many are bought
     * @param saturated as fast as it goes
     * @param counted the same again, shorter, with statements counted
     * @param arriving open model at a share of that rate
     * @param limit empty where pgbench is missing
     */
    record Variant(
            String name, int products, Load saturated, Load counted, Load arriving, Optional<Limit.Result> limit) {
        /** Completed sagas per second, over what PostgreSQL itself can do. */
        Optional<Double> ratio() {
            return limit.map(found -> saturated.result().sagasPerSecond() / found.ordersPerSecond());
        }
    }

    /** Whether every order in every run came to its invoice. */
    boolean clean() {
        return alone.clean()
                && variants.stream()
                        .flatMap(v -> List.of(v.saturated(), v.counted(), v.arriving()).stream())
                        .allMatch(load -> load.result().clean());
    }
}
