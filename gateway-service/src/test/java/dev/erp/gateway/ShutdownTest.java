package dev.erp.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.erp.fabric.Ports;
import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Sinks;

/** A gateway as a process of its own, and a real SIGTERM. */
class ShutdownTest {

    private static final String PATH = "/api/v1/customers/under-way";

    private final int port = Ports.free();

    @TempDir
    private Path directory;

    @Test
    void a_request_under_way_is_answered_and_new_ones_are_not_taken() throws Exception {
        Sinks.One<String> answer = StubServices.SALES.holds(PATH);
        Path output = directory.resolve("output");
        Process gateway = start(output);
        try (var client = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> answers(client));
            CompletableFuture<HttpResponse<String>> underWay = client.sendAsync(request(PATH), BodyHandlers.ofString());
            await().until(() -> !StubServices.SALES.received(PATH).isEmpty());

            gateway.destroy(); // SIGTERM

            await().untilAsserted(() -> assertThatThrownBy(() -> new Socket("127.0.0.1", port).close())
                    .isInstanceOf(ConnectException.class));
            assertThat(underWay).isNotDone();
            assertThat(gateway.isAlive()).isTrue();

            answer.tryEmitValue("{\"finished\":true}").orThrow();
            assertThat(underWay.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(underWay.get().body()).isEqualTo("{\"finished\":true}");
            assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
            // what was queued for the access log is written, each line as it is
            assertThat(Files.readAllLines(output))
                    .filteredOn(line -> line.contains(PATH))
                    .singleElement()
                    .satisfies(line -> assertThat(
                                    AccessLines.parse(line).path("status").asInt())
                            .isEqualTo(200));
        } finally {
            gateway.destroyForcibly();
        }
    }

    /** Whatever it says of its health: without Kafka it is down, and serves. */
    private boolean answers(HttpClient client) throws IOException, InterruptedException {
        return client.send(request("/actuator/health"), BodyHandlers.ofString()).statusCode() > 0;
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + Tokens.as(Role.VIEWER))
                .build();
    }

    private Process start(Path output) throws IOException {
        StubServices.publishKeys();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.erp.gateway.GatewayService",
                        "--server.port=" + port,
                        "--management.server.port=0",
                        "--erp.auth.url=" + StubServices.AUTH.url(),
                        "--erp.sales.url=" + StubServices.SALES.url())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
