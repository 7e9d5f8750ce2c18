package dev.erp.bench.probe;

import dev.erp.bench.BenchException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Reads the meters of one system: its JVM, its PostgreSQL, and the process that makes the load. */
public final class Probe {
    private final Connection superuser;
    private final long jvm;
    private final long postgres;
    private final long load;

    /**
     * @param superuser of the PostgreSQL server
     * @param jvm process with services and Kafka
     * @param postgres postmaster
     * @param load process that makes the load
     */
    public Probe(Connection superuser, long jvm, long postgres, long load) {
        this.superuser = superuser;
        this.jvm = jvm;
        this.postgres = postgres;
        this.load = load;
    }

    /** All meters at one moment; two of them make a {@link Usage}. */
    record Reading(
            long nanos,
            Proc.Machine machine,
            double jvm,
            double postgres,
            double load,
            Map<String, Double> threads,
            PostgresCounters counters) {}

    /** From one moment to another. */
    public final class Window {
        private Reading begin;
        private Reading end;

        /** Takes the first reading. */
        public void begin() {
            begin = read();
        }

        /** Takes the second one. */
        public void end() {
            end = read();
        }

        /** What was used between the two. */
        public Usage usage() {
            return Usage.between(begin, end);
        }
    }

    /** A window that has not begun. */
    public Window window() {
        return new Window();
    }

    /** Resident memory in MiB by process, shared pages counted once. */
    public Map<String, Long> mebibytes() {
        var memory = new TreeMap<String, Long>();
        memory.put("JVM (services, Kafka)", Proc.proportionalMebibytes(jvm, false));
        memory.put("PostgreSQL", Proc.proportionalMebibytes(postgres, true));
        return memory;
    }

    /** Whether CPU time and memory can be read on this machine. */
    public static boolean measuresProcesses() {
        return Proc.available();
    }

    private Reading read() {
        try {
            return new Reading(
                    System.nanoTime(),
                    Proc.Machine.now(),
                    Proc.seconds(jvm),
                    Proc.secondsWithChildren(postgres),
                    Proc.seconds(load),
                    Proc.secondsByThread(jvm),
                    PostgresCounters.read(superuser));
        } catch (SQLException e) {
            throw new BenchException("PostgreSQL's statistics cannot be read: " + e.getMessage(), e);
        }
    }
}
