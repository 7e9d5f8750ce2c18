package dev.erp.bench.probe;

import dev.erp.bench.probe.PostgresCounters.StatementCount;
import dev.erp.bench.probe.PostgresCounters.StatementKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a window of time used.
 *
 * @param seconds its length
 * @param jvmSeconds CPU time of services and Kafka
 * @param postgresSeconds CPU time of PostgreSQL with all its backends
 * @param loadSeconds CPU time of the process that made the load
 * @param busy share of the machine's CPU time that anybody used, 0 to 1
 * @param stolen share that the hypervisor gave to others, 0 to 1
 * @param threads CPU seconds of the JVM's threads by name
 * @param commits of PostgreSQL by database
 * @param walBytes written
 * @param walSyncs fsyncs of WAL
 * @param statements what was executed, the costliest first; empty when nobody counted
 */
public record Usage(
        double seconds,
        double jvmSeconds,
        double postgresSeconds,
        double loadSeconds,
        double busy,
        double stolen,
        Map<String, Double> threads,
        Map<String, Long> commits,
        long walBytes,
        long walSyncs,
        List<Statement> statements) {

    /**
     * A query of one database.
     *
     * @param calls executions
     * @param millis execution time, all calls together
     */
    public record Statement(String database, String query, long calls, double millis) {
        /** BEGIN, COMMIT and the like. */
        public boolean controlsTransaction() {
            String start = query.strip().toUpperCase(Locale.ROOT);
            return start.startsWith("BEGIN")
                    || start.startsWith("COMMIT")
                    || start.startsWith("ROLLBACK")
                    || start.startsWith("SET ");
        }
    }

    static Usage between(Probe.Reading begin, Probe.Reading end) {
        double all = end.machine().all() - begin.machine().all();
        return new Usage(
                (end.nanos() - begin.nanos()) / 1e9,
                end.jvm() - begin.jvm(),
                end.postgres() - begin.postgres(),
                end.load() - begin.load(),
                all == 0 ? 0 : 1 - (end.machine().idle() - begin.machine().idle()) / all,
                all == 0 ? 0 : (end.machine().stolen() - begin.machine().stolen()) / all,
                threads(begin.threads(), end.threads()),
                commits(begin.counters().commits(), end.counters().commits()),
                end.counters().walBytes() - begin.counters().walBytes(),
                end.counters().walSyncs() - begin.counters().walSyncs(),
                statements(begin.counters().statements(), end.counters().statements()));
    }

    /** CPU seconds of everything that belongs to the system or its load. */
    public double allSeconds() {
        return jvmSeconds + postgresSeconds + loadSeconds;
    }

    private static Map<String, Double> threads(Map<String, Double> begin, Map<String, Double> end) {
        Map<String, Double> used = new TreeMap<>();
        end.forEach((name, seconds) -> used.put(name, Math.max(0, seconds - begin.getOrDefault(name, 0.0))));
        return used;
    }

    private static Map<String, Long> commits(Map<String, Long> begin, Map<String, Long> end) {
        Map<String, Long> made = new TreeMap<>();
        end.forEach((database, commits) -> made.put(database, commits - begin.getOrDefault(database, 0L)));
        return made;
    }

    private static List<Statement> statements(
            Map<StatementKey, StatementCount> begin, Map<StatementKey, StatementCount> end) {
        var none = new StatementCount("", 0, 0);
        var executed = new ArrayList<Statement>();
        end.forEach((key, after) -> {
            StatementCount before = begin.getOrDefault(key, none);
            if (after.calls() > before.calls()) {
                executed.add(new Statement(
                        key.database(),
                        after.query(),
                        after.calls() - before.calls(),
                        after.millis() - before.millis()));
            }
        });
        executed.sort(Comparator.comparingDouble(Statement::millis).reversed());
        return List.copyOf(executed);
    }
}
