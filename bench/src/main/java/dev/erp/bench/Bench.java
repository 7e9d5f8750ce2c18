package dev.erp.bench;

import dev.erp.bench.load.LoadSetup;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/** {@code ./erp bench}: starts the system, fills it, measures, reports, stops it. */
public final class Bench {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final long BEGUN = System.nanoTime();

    private Bench() {}

    /** Exit code 0: measured; 1: something went wrong, or an order did not come to its invoice; 2: a wrong command line. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && (arguments[0].equals("--help") || arguments[0].equals("-h"))) {
            OUT.print(BenchOptions.USAGE);
            return;
        }
        Path root =
                Path.of(System.getProperty("erp.root", ".")).toAbsolutePath().normalize();
        BenchOptions options;
        try {
            options = BenchOptions.parse(root, arguments);
        } catch (BenchException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try {
            System.exit(run(options) ? 0 : 1);
        } catch (BenchException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static boolean run(BenchOptions options) throws IOException {
        makeRoom(options);
        var system = new RunningSystem(options.root(), options.data(), freePort());
        // Ctrl-C: what was started is stopped
        Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
        Outcome outcome;
        try (system) {
            outcome = switch (options.subject()) {
                case ORDERS -> orders(options, system);
                case DOOR -> door(options, system);
                case LISTS -> lists(options, system);
                case AUDIT -> audit(options, system);
            };
            say("Stopping …");
        }
        Path file =
                options.root().resolve("bench/target").resolve(options.subject().file());
        Files.createDirectories(file.getParent());
        Files.writeString(file, outcome.report());
        OUT.println();
        OUT.print(outcome.report());
        say("The same text is in %s.".formatted(file));
        if (!options.keep()) {
            delete(options.data());
        }
        return outcome.clean();
    }

    /** @param clean whether everything was answered as it should */
    private record Outcome(String report, boolean clean) {}

    private static Outcome orders(BenchOptions options, RunningSystem system) {
        var measurement = new Measurement(options, system, Bench::say);
        measurement.startTwice();
        say("Seeding %,d products with stock and %,d customers through the API …"
                .formatted(options.products(), BenchOptions.CUSTOMERS));
        LoadSetup setup = Seeding.run(system, options.products(), BenchOptions.CUSTOMERS, BenchOptions.CLERKS);
        Quiet.settle(system);
        Measured measured = measurement.run(setup);
        return new Outcome(new Report(measured).text(), measured.clean());
    }

    private static Outcome door(BenchOptions options, RunningSystem system) {
        say("Starting the system in %s …".formatted(options.data()));
        system.start();
        say("Seeding %,d products and %,d users through the API …"
                .formatted(DoorMeasurement.PRODUCTS, DoorMeasurement.USERS));
        LoadSetup setup = Seeding.run(system, DoorMeasurement.PRODUCTS, 1, DoorMeasurement.USERS);
        Quiet.settle(system);
        DoorMeasured measured = new DoorMeasurement(options, system, setup, Bench::say).run();
        return new Outcome(new DoorReport(measured).text(), measured.clean());
    }

    private static Outcome lists(BenchOptions options, RunningSystem system) {
        say("Starting the system in %s …".formatted(options.data()));
        system.start();
        LoadSetup setup = Seeding.run(system, 1, 1, BenchOptions.CLERKS);
        ListsMeasured measured = new ListsMeasurement(system, setup, Bench::say).run();
        return new Outcome(new ListsReport(measured).text(), measured.clean());
    }

    private static Outcome audit(BenchOptions options, RunningSystem system) {
        say("Starting the system in %s …".formatted(options.data()));
        system.start();
        LoadSetup setup = Seeding.run(system, 1, 1, BenchOptions.CLERKS);
        AuditMeasured measured = new AuditMeasurement(system, setup, Bench::say).run();
        return new Outcome(new AuditReport(measured).text(), measured.clean());
    }

    static void say(String what) {
        OUT.printf(Locale.ROOT, "[%5.1f s] %s%n", (System.nanoTime() - BEGUN) / 1e9, what);
    }

    /** The default directory is the bench's own, so what an earlier run left there can go; any other must be new. */
    private static void makeRoom(BenchOptions options) throws IOException {
        Path own = options.root().resolve(".erp/bench");
        if (!Files.exists(options.data())) {
            return;
        }
        if (!options.data().equals(own)) {
            throw new BenchException(
                    "%s exists already; the bench wants a directory that does not.".formatted(options.data()));
        }
        if (Files.exists(own.resolve("run.json"))) {
            throw new BenchException(
                    "A bench seems to run on %s, or one was killed: ./erp down --data %s, then delete it."
                            .formatted(own, own));
        }
        delete(own);
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchException("This machine has no free port: " + e.getMessage(), e);
        }
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
