package dev.erp.bench;

import java.nio.file.Path;

/**
 * The command line.
 *
 * @param root of the built project
 * @param data where the system under test keeps its data; made anew, and deleted at the end unless {@code keep}
 * @param keep leaves data and logs for a look
 * @param products of the wide runs
 * @param inFlight orders under way in the saturating runs
 * @param warmUpSeconds of load before the first measurement, until the JVM has compiled what matters
 * @param seconds of each measured window
 * @param subject what is measured
 */
record BenchOptions(
        Path root,
        Path data,
        boolean keep,
        int products,
        int inFlight,
        int warmUpSeconds,
        int seconds,
        Subject subject) {

    /** What a run measures. */
    enum Subject {
        /** Orders, from the request to the invoice. */
        ORDERS("report.md"),
        /** What identity and the door cost. */
        DOOR("door.md"),
        /** Lists of very many documents. */
        LISTS("lists.md"),
        /** The audit trail and the dashboard with very many events. */
        AUDIT("audit.md");

        private final String file;

        Subject(String file) {
            this.file = file;
        }

        /** Where its report goes, within {@code bench/target}. */
        String file() {
            return file;
        }
    }

    static final String USAGE = """
            ./erp bench [--door | --lists | --audit | --quick] [--data DIR] [--keep] [--in-flight N] [--seconds N]
              --door         what identity and the door cost, and nothing else: about ten minutes
              --lists        lists and searches among 1,000,000 orders and 100,000 products, and nothing else: about ten minutes
              --audit        the audit trail and the dashboard with the events of 1,000,000 orders, and nothing else: about ten minutes
              --quick        about six minutes instead of fifteen: fewer products, shorter windows, rougher figures
              --data DIR     where the system under test keeps its data; must not exist (default: .erp/bench)
              --keep         leaves data and logs there
              --in-flight N  orders under way at once when the system is driven to its limit (default: 256)
              --seconds N    length of each measured window (default: 30; with --quick 10)
            """;

    /** Orders, customers and clerks: enough that no single row of theirs is what limits. */
    static final int CUSTOMERS = 300;

    static final int CLERKS = 4;

    static final int HOT_PRODUCTS = 20;

    static BenchOptions parse(Path root, String... arguments) {
        boolean quick = false;
        Subject subject = Subject.ORDERS;
        boolean keep = false;
        Path data = root.resolve(".erp/bench");
        int inFlight = 256;
        int seconds = 0;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--door" -> subject = Subject.DOOR;
                case "--lists" -> subject = Subject.LISTS;
                case "--audit" -> subject = Subject.AUDIT;
                case "--keep" -> keep = true;
                case "--data" -> data = Path.of(value(arguments, ++i));
                case "--in-flight" -> inFlight = number(arguments, ++i, 1, 10_000);
                case "--seconds" -> seconds = number(arguments, ++i, 5, 120);
                default -> throw new BenchException("Unknown option %s.%n%s".formatted(arguments[i], USAGE));
            }
        }
        return new BenchOptions(
                root,
                data.toAbsolutePath().normalize(),
                keep,
                quick ? 1_000 : 10_000,
                inFlight,
                quick ? 30 : 120,
                seconds > 0 ? seconds : quick ? 10 : 30,
                subject);
    }

    private static String value(String[] arguments, int index) {
        if (index == arguments.length) {
            throw new BenchException("%s needs a value.%n%s".formatted(arguments[index - 1], USAGE));
        }
        return arguments[index];
    }

    private static int number(String[] arguments, int index, int least, int most) {
        String value = value(arguments, index);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new BenchException(
                "%s is a number from %d to %d, and not %s.".formatted(arguments[index - 1], least, most, value));
    }
}
