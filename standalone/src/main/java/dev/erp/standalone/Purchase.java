package dev.erp.standalone;

import dev.erp.standalone.system.RunFile;
import dev.erp.standalone.system.Secrets;
import dev.erp.standalone.walk.PurchaseWalk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Walks one purchase order. */
@Command(
        name = "purchase",
        mixinStandardHelpOptions = true,
        description = "Walk one purchase order from login to bill; print each call, each event and the times.")
final class Purchase implements Callable<Integer> {
    @Mixin
    private Target target;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        RunFile run = target.running();
        String password = Secrets.of(target.data()).admin();
        new PurchaseWalk(
                        run.gateway(), run.kafka(), password, spec.commandLine().getOut())
                .walk();
        return 0;
    }
}
