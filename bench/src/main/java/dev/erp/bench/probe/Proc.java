package dev.erp.bench.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** CPU time and memory as Linux accounts for them (proc(5)). */
public final class Proc {
    private static final Path PROC = Path.of("/proc");
    /** USER_HZ: has been 100 on every architecture that this runs on, whatever the kernel's own tick is. */
    private static final double TICKS_PER_SECOND = 100;

    private Proc() {}

    /** Whether this machine has a {@code /proc}. */
    static boolean available() {
        return Files.isRegularFile(PROC.resolve("stat"));
    }

    /**
     * The fields of a {@code stat} file after the name, which may itself hold spaces and parentheses.
     *
     * @param name without its parentheses
     * @param fields the third and later ones of proc(5), so that {@code field(n)} takes its numbering
     */
    record Stat(String name, List<String> fields) {
        static Stat parse(String line) {
            int end = line.lastIndexOf(')');
            return new Stat(
                    line.substring(line.indexOf('(') + 1, end),
                    List.of(line.substring(end + 1).strip().split(" ")));
        }

        private long field(int number) {
            return Long.parseLong(fields.get(number - 3));
        }

        long parent() {
            return field(4);
        }

        /** utime + stime. */
        double seconds() {
            return (field(14) + field(15)) / TICKS_PER_SECOND;
        }

        /** cutime + cstime: of children that have ended. */
        double endedChildrenSeconds() {
            return (field(16) + field(17)) / TICKS_PER_SECOND;
        }
    }

    /** CPU seconds of one process with all its threads; 0 when it has ended. */
    public static double seconds(long pid) {
        Stat stat = stat(PROC.resolve(Long.toString(pid)));
        return stat == null ? 0 : stat.seconds();
    }

    /** CPU seconds of a process and its children, those that have ended included: PostgreSQL with its backends. */
    static double secondsWithChildren(long pid) {
        Stat self = stat(PROC.resolve(Long.toString(pid)));
        if (self == null) {
            return 0;
        }
        return self.seconds()
                + self.endedChildrenSeconds()
                + entries(PROC)
                        .map(Proc::stat)
                        .filter(stat -> stat != null && stat.parent() == pid)
                        .mapToDouble(Stat::seconds)
                        .sum();
    }

    /** CPU seconds of a process by what its threads are called, digits left out, so that pools come together. */
    static Map<String, Double> secondsByThread(long pid) {
        Map<String, Double> seconds = new TreeMap<>();
        entries(PROC.resolve(Long.toString(pid)).resolve("task"))
                .map(Proc::stat)
                .forEach(stat -> {
                    if (stat != null) {
                        seconds.merge(stat.name().replaceAll("[-#0-9 ]+$", ""), stat.seconds(), Double::sum);
                    }
                });
        return seconds;
    }

    /**
     * Memory of a process and its children in MiB, shared pages divided among those who share them.
     *
     * @param children whether to add those
     */
    public static long proportionalMebibytes(long pid, boolean children) {
        long kibibytes = proportionalKibibytes(PROC.resolve(Long.toString(pid)));
        if (children) {
            kibibytes += entries(PROC)
                    .filter(directory -> {
                        Stat stat = stat(directory);
                        return stat != null && stat.parent() == pid;
                    })
                    .mapToLong(Proc::proportionalKibibytes)
                    .sum();
        }
        return kibibytes / 1024;
    }

    private static long proportionalKibibytes(Path process) {
        try {
            return Files.readAllLines(process.resolve("smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException _) {
            return 0;
        }
    }

    /** The whole machine's CPU seconds: all, idle (waiting for the disk included), and taken by the hypervisor for others. */
    record Machine(double all, double idle, double stolen) {
        static Machine now() {
            try {
                String[] ticks =
                        Files.readAllLines(PROC.resolve("stat")).getFirst().split(" +");
                double all = 0;
                for (int i = 1; i <= 8; i++) { // user nice system idle iowait irq softirq steal; guest is in user
                    all += Long.parseLong(ticks[i]);
                }
                double idle = Long.parseLong(ticks[4]) + Long.parseLong(ticks[5]);
                return new Machine(
                        all / TICKS_PER_SECOND, idle / TICKS_PER_SECOND, Long.parseLong(ticks[8]) / TICKS_PER_SECOND);
            } catch (IOException _) {
                return new Machine(0, 0, 0);
            }
        }
    }

    /** Null when it has ended meanwhile. */
    private static Stat stat(Path directory) {
        try {
            return Stat.parse(Files.readString(directory.resolve("stat")));
        } catch (IOException _) {
            return null;
        }
    }

    private static Stream<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries
                    .filter(entry ->
                            Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .toList()
                    .stream();
        } catch (IOException _) {
            return Stream.empty();
        }
    }
}
