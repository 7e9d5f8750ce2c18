package dev.erp.standalone;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.system.ErpException;
import dev.erp.standalone.system.RunFile;
import dev.erp.standalone.system.Secrets;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Users of the running system, through its API, as its first admin. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(add | reset | disable)",
        description = "Add a user, let one set a new password, or disable one.",
        subcommands = {Users.Add.class, Users.Reset.class, Users.Disable.class})
final class Users {

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Add a user and show the password once.")
    static final class Add implements Runnable {
        @Mixin
        private Target target;

        @Parameters(paramLabel = "USERNAME", description = "name for the login")
        private String username;

        @Option(names = "--name", paramLabel = "NAME", description = "what people call them (default: USERNAME)")
        private String displayName;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                description = "what they may do: sales_rep, viewer, …; can be given several times")
        private List<String> roles;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            String password = Secrets.password();
            admin(target)
                    .post(
                            "/api/v1/users",
                            Map.of(
                                    "username",
                                    username,
                                    "displayName",
                                    displayName == null ? username : displayName,
                                    "password",
                                    password,
                                    "roles",
                                    roles));
            spec.commandLine().getOut().println("Added " + username + ". The password, shown once: " + password);
        }
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Show a one-time token with which a user sets a new password.")
    static final class Reset implements Runnable {
        @Mixin
        private Target target;

        @Parameters(paramLabel = "USERNAME")
        private String username;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            ApiClient admin = admin(target);
            JsonNode issued = admin.post("/api/v1/users/" + idOf(admin, username) + "/password-reset", null);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s sets a new password with POST /api/v1/auth/password-reset until %s. The token, shown"
                                    + " once: %s%n",
                            username,
                            issued.path("expiresAt").asString(),
                            issued.path("resetToken").asString());
        }
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Disable a user; their sessions end at once.")
    static final class Disable implements Runnable {
        @Mixin
        private Target target;

        @Parameters(paramLabel = "USERNAME")
        private String username;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            ApiClient admin = admin(target);
            admin.post("/api/v1/users/" + idOf(admin, username) + "/disable", null);
            spec.commandLine().getOut().println("Disabled " + username + ".");
        }
    }

    /** Signed in as the first admin, with the password that is kept beside the data. */
    static ApiClient admin(Target target) {
        RunFile run = target.running();
        return ApiClient.signIn(
                run.gateway(), "admin", Secrets.of(target.data()).admin());
    }

    private static String idOf(ApiClient admin, String username) {
        return admin.list("/api/v1/users?q=" + URLEncoder.encode(username, StandardCharsets.UTF_8)).stream()
                .filter(user -> user.path("username").asString().equalsIgnoreCase(username))
                .findAny()
                .map(user -> user.path("id").asString())
                .orElseThrow(() -> new ErpException("There is no user " + username + "."));
    }
}
