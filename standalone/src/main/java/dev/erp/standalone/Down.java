package dev.erp.standalone;

import dev.erp.fabric.LocalPostgres;
import dev.erp.standalone.system.DataDirectory;
import dev.erp.standalone.system.ErpException;
import dev.erp.standalone.system.RunFile;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops what runs on a data directory, from another terminal. */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stop everything in order.")
final class Down implements Callable<Integer> {
    private static final int LIMIT_SECONDS = 120;

    @Mixin
    private Target target;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DataDirectory data = target.data();
        if (!data.inUse()) {
            boolean leftOver = LocalPostgres.stopLeftOver(data.postgres());
            out.printf(
                    leftOver
                            ? "Stopped the PostgreSQL that a killed process had left on %s.%n"
                            : "Nothing runs on %s.%n",
                    data.path());
            return 0;
        }
        Optional<RunFile> run = data.running();
        run.ifPresent(target::requireItsPort);
        ProcessHandle process = run.flatMap(file -> ProcessHandle.of(file.pid()))
                .orElseThrow(() -> new ErpException(
                        "The system on %s is still starting; try again in a moment.".formatted(data.path())));
        process.destroy(); // SIGTERM: the same as Ctrl-C
        for (int waited = 0; data.inUse(); waited++) {
            if (waited > LIMIT_SECONDS * 10) {
                throw new ErpException("Process %d does not end; its log is %s.".formatted(process.pid(), data.log()));
            }
            Thread.sleep(100);
        }
        out.println("Stopped.");
        return 0;
    }
}
