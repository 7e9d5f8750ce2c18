package dev.erp.standalone;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.audit.ExportVerifier;
import dev.erp.standalone.system.ErpException;
import dev.erp.standalone.system.RunFile;
import dev.erp.standalone.system.Secrets;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The audit trail, and the dashboard that is made of it. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Export the audit trail, verify an export without the system, make the dashboard anew.",
        subcommands = {Audit.Export.class, Audit.Verify.class, Audit.Rebuild.class})
final class Audit {

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Write the whole audit trail to standard output, as NDJSON that can be verified.")
    static final class Export implements Callable<Integer> {
        @Mixin
        private Target target;

        @Option(
                names = "--format",
                paramLabel = "ndjson|csv",
                defaultValue = "ndjson",
                description = "csv is for reading")
        private String format;

        @Override
        public Integer call() throws IOException, InterruptedException {
            RunFile run = target.running();
            ApiClient api = ApiClient.signIn(
                    run.gateway(), "admin", Secrets.of(target.data()).admin());
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(run.gateway() + "/api/v1/audit-events/export?format=" + format))
                    .header("Authorization", "Bearer " + api.token())
                    .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = answer.body()) {
                    if (answer.statusCode() != 200) {
                        throw new ErpException("The export was refused: %d.".formatted(answer.statusCode()));
                    }
                    body.transferTo(System.out);
                    System.out.flush();
                }
            }
            return 0;
        }
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "Verify an export, without the system; exit code 1 when something in it is not what was written.")
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "what ./erp audit export wrote")
        private Path file;

        @Option(
                names = "--key",
                paramLabel = "PEM",
                description = "the public key to believe, from GET /api/v1/audit-events/checkpoints/key or the topic;"
                        + " without it those in the file are believed")
        private Path key;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            ExportVerifier.Result result;
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
                result = new ExportVerifier(key == null ? null : publicKey(key)).verify(in);
            }
            var out = spec.commandLine().getOut();
            out.printf(
                    "%d records and %d checkpoints are as they were written%s.%n",
                    result.records(), result.checkpoints(), result.whole() ? "" : " (an excerpt: gaps cannot be seen)");
            if (key == null && result.checkpoints() > 0) {
                out.println("The key is that of the file itself; give one that was kept elsewhere with --key.");
            }
            if (result.firstFault() != null) {
                out.println("NOT INTACT: " + result.firstFault());
                return 1;
            }
            return 0;
        }

        private static byte[] publicKey(Path pem) throws IOException {
            try {
                String text = Files.readString(pem);
                int end = text.indexOf("-----END PUBLIC KEY-----");
                String base64 = text.substring(
                        text.indexOf("-----BEGIN PUBLIC KEY-----") + "-----BEGIN PUBLIC KEY-----".length(), end);
                return Base64.getMimeDecoder().decode(base64.strip());
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new ErpException("%s has no public key in PEM.".formatted(pem), e);
            }
        }
    }

    @Command(
            name = "rebuild",
            mixinStandardHelpOptions = true,
            description =
                    "Make the dashboard anew, from the topics or the audit trail, while everything runs, and wait until it is done.")
    static final class Rebuild implements Callable<Integer> {
        private static final long PAUSE_MS = 500;

        @Mixin
        private Target target;

        @Option(
                names = "--from",
                paramLabel = "topics|trail",
                description = "default: the topics as long as they reach back to their first record, else the trail")
        private String from;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws InterruptedException {
            RunFile run = target.running();
            ApiClient api = ApiClient.signIn(
                    run.gateway(), "admin", Secrets.of(target.data()).admin());
            JsonNode status = api.post("/api/v1/dashboard/rebuild" + (from == null ? "" : "?from=" + from), null);
            int generation = status.path("generation").asInt();
            while (status.path("state").asString().equals("running")) {
                Thread.sleep(PAUSE_MS);
                status = api.get("/api/v1/dashboard/rebuild");
            }
            spec.commandLine()
                    .getOut()
                    .printf(
                            "The dashboard was made anew from the %s; generation %d answers.%n",
                            status.path("source").asString(), generation);
            return 0;
        }
    }
}
