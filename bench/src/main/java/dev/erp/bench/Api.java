package dev.erp.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Creates things through the gateway as one user. Safe for use by many threads. */
final class Api implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 5;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String gateway;
    private final AtomicInteger repeated = new AtomicInteger();
    private final String token;

    /** Logs the user in. */
    Api(String gateway, String username, String password) {
        this.gateway = gateway;
        this.token = send(request("/auth/login", Map.of("username", username, "password", password)))
                .get("accessToken")
                .asString();
    }

    /**
     * Creates something. When there is no answer, or one that leaves open what happened, the request is repeated with the same
     * Idempotency-Key, as any client should.
     *
     * @return the answer's body; a refusal is a {@link BenchException}
     */
    JsonNode post(String path, Object body) {
        return send(request(path, body)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", UUID.randomUUID().toString()));
    }

    /** Reads something. */
    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(URI.create(gateway + "/api/v1" + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token));
    }

    /** So many requests had to be repeated. */
    int repeated() {
        return repeated.get();
    }

    private HttpRequest.Builder request(String path, Object body) {
        return HttpRequest.newBuilder(URI.create(gateway + "/api/v1" + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }

    private JsonNode send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        for (int attempt = 1; ; attempt++) {
            String trouble;
            try {
                HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() < 300) {
                    return JSON.readTree(response.body());
                }
                trouble = response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8);
                if (response.statusCode() < 500) {
                    attempt = ATTEMPTS; // a refusal stays one
                }
            } catch (IOException e) {
                trouble = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("Interrupted.", e);
            }
            if (attempt >= ATTEMPTS) {
                throw new BenchException(
                        "%s %s: %s".formatted(request.method(), request.uri().getPath(), trouble));
            }
            repeated.incrementAndGet();
            RunningSystem.sleep(500L * attempt);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
