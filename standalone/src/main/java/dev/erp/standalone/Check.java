package dev.erp.standalone;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.check.Finding;
import dev.erp.standalone.check.SystemCheck;
import dev.erp.standalone.system.RunFile;
import dev.erp.standalone.system.Secrets;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks the running system whether its guarantees hold. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Ask the running system whether its guarantees hold; exit code 1 when one does not.")
final class Check implements Callable<Integer> {
    @Mixin
    private Target target;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long to look again while events still flow (default: ${DEFAULT-VALUE})")
    private int patienceSeconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunFile run = target.running();
        String password = Secrets.of(target.data()).admin();
        List<String> contexts = run.services().stream()
                .map(RunFile.ServiceAddress::context)
                .filter(context -> !context.equals("gateway"))
                .toList();
        var check = new SystemCheck(
                ApiClient.signIn(run.gateway(), "admin", password),
                run.kafka(),
                contexts,
                Duration.ofSeconds(patienceSeconds));
        List<Finding> findings = check.run();
        findings.forEach(finding -> print(spec.commandLine().getOut(), finding));
        long broken = findings.stream().filter(finding -> !finding.holds()).count();
        spec.commandLine().getOut().println(broken == 0 ? "All hold." : broken + " do not hold.");
        return broken == 0 ? 0 : 1;
    }

    private static void print(PrintWriter out, Finding finding) {
        String remark = finding.remark().isEmpty() ? "" : "; " + finding.remark();
        out.printf(
                "  %-8s %s (%d checked%s)%n",
                finding.holds() ? "ok" : "VIOLATED", finding.guarantee(), finding.checked(), remark);
        finding.offenders().forEach(offender -> out.printf("             %s%n", offender));
        if (finding.violations() > finding.offenders().size()) {
            out.printf(
                    "             and %d more%n",
                    finding.violations() - finding.offenders().size());
        }
        out.flush();
    }
}
