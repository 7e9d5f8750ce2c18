package dev.erp.standalone;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.demo.DemoCompany;
import dev.erp.standalone.system.DataDirectory;
import dev.erp.standalone.system.ErpSystem;
import dev.erp.standalone.system.RunFile;
import dev.erp.standalone.system.Secrets;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything and stays until it is told to stop. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start everything; Ctrl-C stops it in order. A second time it finds its data again.")
final class Up implements Callable<Integer> {
    @Mixin
    private Target target;

    @Option(names = "--demo", description = "also create a small trading company")
    private boolean demo;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        long begun = System.nanoTime();
        DataDirectory data = target.data();
        int port = target.port();
        data.prepare();
        boolean first = !Files.exists(data.secretsFile());
        System.setProperty("erp.log", data.log().toString()); // before the first logger asks for it
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install(); // java.util.logging, which some libraries use, goes to the same file
        PrintWriter out = spec.commandLine().getOut();

        var stopped = new CountDownLatch(1);
        var signal = new StopSignal(out, stopped);
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop"));
        ErpSystem system = start(new ErpSystem.Options(Target.root(), data, port), out, signal);
        out.printf(Locale.ROOT, "%nReady after %.1f s.%n", seconds(Duration.ofNanos(System.nanoTime() - begun)));
        greet(out, data, system, first);
        if (demo) {
            out.println("\nThe demo company:");
            createCompany(out, data, system.addresses());
        }
        out.println("\nCtrl-C stops everything in order; nothing is lost.");
        out.flush();
        stopped.await();
        return 0;
    }

    private static ErpSystem start(ErpSystem.Options options, PrintWriter out, StopSignal signal) {
        try {
            ErpSystem system = ErpSystem.start(options, (what, where, took) -> {
                out.printf(Locale.ROOT, "  %-18s %-24s %5.1f s%n", what, where, seconds(took));
                out.flush();
            });
            signal.started(system);
            return system;
        } catch (RuntimeException e) {
            signal.failed();
            throw e;
        }
    }

    private static void greet(PrintWriter out, DataDirectory data, ErpSystem system, boolean first) {
        String gateway = system.addresses().gateway();
        out.printf("""
                  API       %1$s/api/v1
                  Docs      %1$s/docs  %1$s/redoc  %1$s/openapi.json
                  Events    Kafka at %2$s
                  Log       %3$s
                """, gateway, system.addresses().kafka(), data.log());
        if (first) {
            out.printf(
                    "  Sign in   admin / %s  (shown this once; kept in %s)%n",
                    Secrets.of(data).admin(), data.secretsFile());
        } else {
            out.printf("  Sign in   admin, password in %s%n", data.secretsFile());
        }
        out.flush();
    }

    private static void createCompany(PrintWriter out, DataDirectory data, RunFile run) {
        Secrets secrets = Secrets.of(data);
        var admin = ApiClient.signIn(run.gateway(), "admin", secrets.admin());
        new DemoCompany(admin, user -> secrets.user(user, data), line -> {
                    out.println("  " + line);
                    out.flush();
                })
                .create();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
