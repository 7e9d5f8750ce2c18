package dev.erp.standalone;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.demo.DemoCompany;
import dev.erp.standalone.demo.Practice;
import dev.erp.standalone.system.DataDirectory;
import dev.erp.standalone.system.ErpSystem;
import dev.erp.standalone.system.FastStart;
import dev.erp.standalone.system.Progress;
import dev.erp.standalone.system.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** For the erp script, after a build: makes the next starts fast. */
@Command(name = "prepare", hidden = true, description = "Lay out the class path for fast starts.")
final class Prepare implements Callable<Integer> {
    private static final Duration PRACTICE = Duration.ofSeconds(15);

    @Option(names = "--console", paramLabel = "PATH", description = "class path of the console, as the build wrote it")
    private String console;

    @Option(
            names = "--train",
            description = "start, work and stop once, so that the JVM sees which classes are used and what is hot")
    private boolean train;

    @Override
    public Integer call() throws IOException {
        if (train) {
            train();
        } else {
            FastStart.prepare(Target.root(), console);
        }
        return 0;
    }

    private static void train() throws IOException {
        Path directory = Files.createTempDirectory("erp-train");
        try {
            var data = new DataDirectory(directory.resolve("data"));
            try (ErpSystem system = ErpSystem.start(new ErpSystem.Options(Target.root(), data, 0), Progress.silent())) {
                Secrets secrets = Secrets.of(data);
                var admin = ApiClient.signIn(system.addresses().gateway(), "admin", secrets.admin());
                new DemoCompany(admin, user -> secrets.user(user, data), line -> {}).create();
                new Practice(admin, PRACTICE).run();
            }
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
