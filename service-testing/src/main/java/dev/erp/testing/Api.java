package dev.erp.testing;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/**
 * Calls the service under test over HTTP, as somebody: {@code api.as(SALES_REP).post("/customers", body)}. A test class gets
 * it with {@code @Autowired}. Paths are below {@code /api/v1}, except those that say {@code /api}, {@code /.well-known} or
 * {@code /v3} themselves.
 */
public final class Api {

    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

    private final Environment environment;

    Api(Environment environment) {
        this.environment = environment;
    }

    /** The usual user of this role, see {@link Tokens#as(Role)}. */
    public Caller as(Role role) {
        return withToken(Tokens.as(role));
    }

    /** This user, in this role. */
    public Caller as(Role role, UUID userId) {
        return withToken(Tokens.as(role, userId));
    }

    /** Somebody with exactly these permissions, see {@link Tokens#with(String...)}. */
    public Caller with(String... permissions) {
        return withToken(Tokens.with(permissions));
    }

    /** With this token, right or {@link WrongToken wrong}. */
    public Caller withToken(String token) {
        return new Caller(client("local.server.port")
                .mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .build());
    }

    /** Without a token. */
    public Caller anonymous() {
        return new Caller(client("local.server.port"));
    }

    /** The port that is not public: {@code management().get("/actuator/health")}. */
    public WebTestClient management() {
        return client("local.management.port");
    }

    /** Expects 201 and returns the id in {@code Location}. */
    public static UUID idOf(ResponseSpec created) {
        URI location = created.expectStatus()
                .isCreated()
                .expectBody() // read, or its buffer would leak
                .returnResult()
                .getResponseHeaders()
                .getLocation();
        String path = location.getPath();
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    // asked at each call: a context that was paused between test classes may come back on another port
    private WebTestClient client(String portProperty) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + environment.getRequiredProperty(portProperty))
                .responseTimeout(RESPONSE_TIMEOUT)
                .build();
    }

    private static String full(String path) {
        return path.startsWith("/api/") || path.startsWith("/.well-known") || path.startsWith("/v3")
                ? path
                : "/api/v1" + path;
    }

    /** Somebody who calls. Bodies are JSON: a String as it is, anything else written by Jackson. */
    public static final class Caller {
        private final WebTestClient client;

        private Caller(WebTestClient client) {
            this.client = client;
        }

        /** The same caller, who also sends this header: {@code Prefer}, {@code Idempotency-Key}, {@code If-Match}. */
        public Caller with(String header, String value) {
            return new Caller(client.mutate().defaultHeader(header, value).build());
        }

        /** GET; values for the placeholders in the path are encoded. */
        public ResponseSpec get(String path, Object... values) {
            return client.get().uri(full(path), values).exchange();
        }

        public ResponseSpec post(String path, Object body) {
            return send(HttpMethod.POST, path, body);
        }

        /** POST without a body. */
        public ResponseSpec post(String path) {
            return client.post().uri(full(path)).exchange();
        }

        /** Merge patch on the state that {@code etag} names. */
        public ResponseSpec patch(String path, String etag, Object body) {
            return with(HttpHeaders.IF_MATCH, etag).send(HttpMethod.PATCH, path, body);
        }

        public ResponseSpec patch(String path, Object body) {
            return send(HttpMethod.PATCH, path, body);
        }

        public ResponseSpec put(String path, Object body) {
            return send(HttpMethod.PUT, path, body);
        }

        public ResponseSpec delete(String path) {
            return client.delete().uri(full(path)).exchange();
        }

        private ResponseSpec send(HttpMethod method, String path, Object body) {
            return client.method(method)
                    .uri(full(path))
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(body)
                    .exchange();
        }

        /** For what is not covered here: other content types, streams. */
        public WebTestClient client() {
            return client;
        }
    }
}
