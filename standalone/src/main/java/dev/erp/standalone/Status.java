package dev.erp.standalone;

import dev.erp.standalone.system.Health;
import dev.erp.standalone.system.Lag;
import dev.erp.standalone.system.RunFile;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What runs, where, and whether it keeps up. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "What runs, where, health, lag; exit code 0 only when all is ready.")
final class Status implements Callable<Integer> {
    @Mixin
    private Target target;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunFile run = target.running();
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Process %d since %s, log %s%n", run.pid(), run.startedAt(), run.log());
        out.printf("  %-18s %-24s %s%n", "service", "address", "health");
        boolean ready = run.ready();
        try (var health = new Health()) {
            for (RunFile.ServiceAddress service : run.services()) {
                String state = health.of(service);
                ready &= state.equals("UP");
                out.printf("  %-18s %-24s %s%n", service.name(), service.url(), state);
            }
        }
        out.printf("  %-18s %s%n", "PostgreSQL", run.postgres());
        out.printf("  %-18s %s%n", "Kafka", run.kafka());
        Map<String, Long> lag = Lag.ofGroups(run.kafka());
        ready &= !lag.containsKey(Lag.UNREACHABLE);
        lag.forEach((group, records) -> out.printf("  %-43s %s%n", "lag of " + group, records));
        out.println(ready ? "Ready." : "Not ready.");
        return ready ? 0 : 1;
    }
}
