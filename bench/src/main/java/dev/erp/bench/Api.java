package dev.erp.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Creates things through the gateway as one user. Safe for use by many threads. */
final class Api implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String gateway;
    private final String token;

    /** Logs the user in. */
    Api(String gateway, String username, String password) {
        this.gateway = gateway;
        this.token = send(request("/auth/login", Map.of("username", username, "password", password)))
                .get("accessToken")
                .asString();
    }

    /** @return the answer's body; anything but success is a {@link BenchException} */
    JsonNode post(String path, Object body) {
        return send(request(path, body).header("Authorization", "Bearer " + token));
    }

    private HttpRequest.Builder request(String path, Object body) {
        return HttpRequest.newBuilder(URI.create(gateway + "/api/v1" + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }

    private JsonNode send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            HttpResponse<byte[]> response = http.send(built, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new BenchException("POST %s: %d %s"
                        .formatted(built.uri().getPath(), response.statusCode(), new String(response.body())));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new BenchException("POST %s: %s".formatted(built.uri().getPath(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
