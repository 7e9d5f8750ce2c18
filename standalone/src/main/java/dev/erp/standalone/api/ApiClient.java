package dev.erp.standalone.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A client of the gateway that is signed in as one user. Signs in again when its token has run out, waits when it is told
 * that it asks too often, and sends every POST with an Idempotency-Key, so that repeating one has no second effect.
 *
 * <p>May be used by several threads.
 */
public final class ApiClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 5;
    private static final int PAGE = 200;

    private final HttpClient http;
    private final String gateway;
    private final String username;
    private final String password;
    private final Consumer<ApiCall> heard;
    private volatile String token;

    private ApiClient(HttpClient http, String gateway, String username, String password, Consumer<ApiCall> heard) {
        this.http = http;
        this.gateway = gateway;
        this.username = username;
        this.password = password;
        this.heard = heard;
    }

    /** Signs in at {@code gateway}, a base URL. */
    public static ApiClient signIn(String gateway, String username, String password) {
        return signIn(gateway, username, password, call -> {});
    }

    /** The same, and {@code heard} is told of every call. */
    public static ApiClient signIn(String gateway, String username, String password, Consumer<ApiCall> heard) {
        var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        var client = new ApiClient(http, gateway, username, password, heard);
        client.signIn();
        return client;
    }

    /** Another user at the same gateway. */
    public ApiClient as(String otherUsername, String otherPassword) {
        var client = new ApiClient(http, gateway, otherUsername, otherPassword, heard);
        client.signIn();
        return client;
    }

    private void signIn() {
        Map<String, String> credentials = Map.of("username", username, "password", password);
        JsonNode answer = send("POST", "/api/v1/auth/login", credentials, Map.of(), false);
        token = answer.path("accessToken").asString();
    }

    /** The access token in use now. */
    public String token() {
        return token;
    }

    /** @param path from {@code /api/v1} on, with the query */
    public JsonNode get(String path) {
        return send("GET", path, null, Map.of(), true);
    }

    /** @param body record or map; null for none */
    public JsonNode post(String path, Object body) {
        return post(path, body, Map.of());
    }

    /** The same with further headers, such as {@code Prefer}. */
    public JsonNode post(String path, Object body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.putIfAbsent("Idempotency-Key", UUID.randomUUID().toString());
        return send("POST", path, body, all, true);
    }

    /** All items of a list, page by page. */
    public List<JsonNode> list(String path) {
        List<JsonNode> items = new ArrayList<>();
        forEach(path, items::add);
        return items;
    }

    /** Every item of a list, page by page, without holding more than one page. */
    public void forEach(String path, Consumer<JsonNode> item) {
        String separator = path.contains("?") ? "&" : "?";
        String cursor = "";
        do {
            JsonNode page = get(path + separator + "limit=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.path("items").forEach(item);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
    }

    private JsonNode send(String method, String path, Object body, Map<String, String> headers, boolean signedIn) {
        boolean signedInAgain = false;
        for (int attempt = 1; ; attempt++) {
            long begun = System.nanoTime();
            HttpResponse<String> response = exchange(request(method, path, body, headers, signedIn));
            JsonNode answer = parse(response);
            var took = Duration.ofNanos(System.nanoTime() - begun);
            heard.accept(new ApiCall(method, path, response.statusCode(), took, answer));
            if (response.statusCode() < 400) {
                return answer;
            }
            if (response.statusCode() == 401 && signedIn && !signedInAgain) {
                signedInAgain = true; // the token lives for ten minutes
                signIn();
            } else if (saysWhenToAskAgain(response) && attempt < ATTEMPTS) {
                sleepSeconds(response.headers().firstValueAsLong("Retry-After").orElse(1));
            } else {
                throw new ApiException(method + " " + path, response.statusCode(), answer);
            }
        }
    }

    /** Too many requests, or not now: repeating has no second effect, because every POST has its Idempotency-Key. */
    private static boolean saysWhenToAskAgain(HttpResponse<String> response) {
        return (response.statusCode() == 429 || response.statusCode() == 503)
                && response.headers().firstValue("Retry-After").isPresent();
    }

    private HttpRequest request(
            String method, String path, Object body, Map<String, String> headers, boolean signedIn) {
        var publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        var request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(TIMEOUT)
                .method(method, publisher);
        request.header("Accept", "application/json, application/problem+json");
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (signedIn) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        return request.build();
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UnreachableException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException(request.method() + " " + request.uri(), e);
        }
    }

    private static JsonNode parse(HttpResponse<String> response) {
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return json && !response.body().isEmpty() ? JSON.readTree(response.body()) : MissingNode.getInstance();
    }

    private static void sleepSeconds(long seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(Math.clamp(seconds, 1, 30)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to be allowed to ask again", e);
        }
    }
}
