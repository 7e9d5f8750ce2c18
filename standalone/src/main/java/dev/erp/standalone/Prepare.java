package dev.erp.standalone;

import dev.erp.standalone.system.DataDirectory;
import dev.erp.standalone.system.ErpSystem;
import dev.erp.standalone.system.FastStart;
import dev.erp.standalone.system.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** For the erp script, after a build: makes the next starts fast. */
@Command(name = "prepare", hidden = true, description = "Lay out the class path for fast starts.")
final class Prepare implements Callable<Integer> {
    @Option(names = "--console", paramLabel = "PATH", description = "class path of the console, as the build wrote it")
    private String console;

    @Option(names = "--train", description = "start and stop once, so that the JVM sees which classes that takes")
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
            ErpSystem.start(new ErpSystem.Options(Target.root(), data, 0), Progress.silent())
                    .close();
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
