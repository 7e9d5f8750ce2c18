package dev.erp.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The keys that sign the access tokens of the running system. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "rotate",
        description = "Rotate the keys that sign access tokens.",
        subcommands = Keys.Rotate.class)
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
}
