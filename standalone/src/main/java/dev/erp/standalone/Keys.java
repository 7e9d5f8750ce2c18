package dev.erp.standalone;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.system.Secrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The keys that sign the access tokens of the running system, and those that encrypt its salaries. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(rotate | new-salary-key | rotate-salaries)",
        description = "Rotate the keys that sign access tokens, or those that encrypt salaries.",
        subcommands = {Keys.Rotate.class, Keys.NewSalaryKey.class, Keys.RotateSalaries.class})
final class Keys {

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Publish a new key now and have it sign in ten minutes; nobody has to log in again.")
    static final class Rotate implements Runnable {
        @Mixin
        private Target target;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            JsonNode keys = Users.admin(target).post("/api/v1/auth/keys/rotate", null);
            keys.path("items").forEach(key -> spec.commandLine()
                    .getOut()
                    .printf(
                            "  %-9s %s, signs from %s%n",
                            key.path("status").asString(),
                            key.path("kid").asString(),
                            key.path("signsFrom").asString("-")));
            spec.commandLine().getOut().flush();
        }
    }

    @Command(
            name = "new-salary-key",
            mixinStandardHelpOptions = true,
            description = "Make a key that encrypts salaries from the next ./erp up on; the older ones still decrypt.")
    static final class NewSalaryKey implements Runnable {
        @Mixin
        private Target target;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            String id = Secrets.of(target.data()).addSalaryKey(target.data());
            spec.commandLine()
                    .getOut()
                    .println("Made " + id + ". After ./erp down and ./erp up, run ./erp keys rotate-salaries.");
            spec.commandLine().getOut().flush();
        }
    }

    @Command(
            name = "rotate-salaries",
            mixinStandardHelpOptions = true,
            description = "Encrypt all salaries with the newest key that hr-service has.")
    static final class RotateSalaries implements Runnable {
        private static final String PATH = "/api/v1/operations/hr/salary-keys/rotate";

        @Mixin
        private Target target;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            ApiClient admin = Users.admin(target);
            long done = 0;
            JsonNode progress;
            do {
                progress = admin.post(PATH, null);
                done += progress.path("reencrypted").asLong();
            } while (progress.path("remaining").asLong() > 0
                    && progress.path("reencrypted").asLong() > 0);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%d salaries were encrypted with %s, %d are left.%n",
                            done,
                            progress.path("keyId").asString(),
                            progress.path("remaining").asLong());
            spec.commandLine().getOut().flush();
        }
    }
}
