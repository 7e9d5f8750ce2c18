package dev.erp.bench;

import dev.erp.bench.AuditMeasured.Export;
import dev.erp.bench.probe.Proc;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Exports the whole trail through the gateway, and looks at the memory of the services meanwhile. */
final class TrailExports {
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int PIECE = 1 << 16;

    private final RunningSystem system;
    private final Consumer<String> say;

    TrailExports(RunningSystem system, Consumer<String> say) {
        this.system = system;
        this.say = say;
    }

    List<Export> run(List<String> tokens) {
        List<Export> exports = new ArrayList<>();
        for (String format : List.of("ndjson", "csv")) {
            say.accept("Exporting as %s …".formatted(format));
            exports.add(export(format, tokens.getFirst()));
        }
        return exports;
    }

    private Export export(String format, String token) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(system.gateway() + "/api/v1/audit-events/export?format=" + format))
                .header("Authorization", "Bearer " + token)
                .build();
        long before = Proc.proportionalMebibytes(system.pid(), false);
        List<Long> looks = new ArrayList<>(List.of(before));
        long begun = System.nanoTime();
        long lines = 0;
        long bytes = 0;
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new BenchException("The export was answered with %d.".formatted(answer.statusCode()));
                }
                byte[] piece = new byte[PIECE];
                long look = begun;
                for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                    bytes += read;
                    for (int i = 0; i < read; i++) {
                        lines += piece[i] == '\n' ? 1 : 0;
                    }
                    if (System.nanoTime() - look > LOOK_EVERY_NANOS) {
                        look = System.nanoTime();
                        looks.add(Proc.proportionalMebibytes(system.pid(), false));
                    }
                }
            }
        } catch (IOException e) {
            throw new BenchException("The export was cut off: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", e);
        }
        int half = looks.size() / 2;
        return new Export(
                format,
                lines,
                bytes,
                (System.nanoTime() - begun) / 1e9,
                before,
                most(looks.subList(0, half + 1)),
                most(looks.subList(half, looks.size())));
    }

    private static long most(List<Long> looks) {
        return looks.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
