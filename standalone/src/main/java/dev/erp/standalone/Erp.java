package dev.erp.standalone;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./erp}: one command for everything on this machine. */
@Command(
        name = "erp",
        mixinStandardHelpOptions = true,
        version = "erp 0.1.0",
        description = "The whole ERP system on this machine.",
        footer = {
            "",
            "  test    everything that ./mvnw verify does",
            "  bench   throughput and latency, held against what PostgreSQL itself can do"
        },
        subcommands = {
            Up.class,
            Down.class,
            Status.class,
            Order.class,
            Purchase.class,
            Check.class,
            Audit.class,
            Users.class,
            Keys.class,
            Prepare.class
        })
public final class Erp {
    private Erp() {}

    /** Exit code 0: done; 1: something is wrong and one sentence says what; 2: the command line makes no sense. */
    public static void main(String[] arguments) {
        boolean up = arguments.length > 0 && arguments[0].equals("up");
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", up ? "logback-up.xml" : "logback-console.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Erp())
                .setExecutionExceptionHandler((failure, line, parsed) -> sentence(failure, line));
    }

    private static int sentence(Exception failure, CommandLine line) {
        if (!Sentence.isFor(failure)) {
            LoggerFactory.getLogger(Erp.class).error("unexpected", failure);
            line.getErr().println("Something unexpected: " + failure);
            return 1;
        }
        if (System.getProperty("erp.log") != null) { // else there is no log file to tell it to
            LoggerFactory.getLogger(Erp.class).info("failed", failure);
        }
        line.getErr().println(failure.getMessage());
        return 1;
    }
}
