package dev.erp.auth.login;

import static dev.erp.auth.People.PASSWORD;

import com.sun.net.httpserver.HttpServer;
import dev.erp.auth.People;
import dev.erp.testing.Api;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The service believes its own tokens and nobody else's, as in production: with the keys that it publishes itself. */
@ServiceTest(
        properties = {"erp.auth.bcrypt-cost=4", "erp.admin.password=" + OwnKeysTest.ADMIN_PASSWORD, "own-keys=true"})
class OwnKeysTest {

    static final String ADMIN_PASSWORD = "correct horse battery";

    /** Its port is known before the service's own, to which it points. */
    private static final HttpServer KEYS = start();

    private static volatile int servicePort;

    @Autowired
    private Api api;

    @LocalServerPort
    void learnPort(int port) {
        servicePort = port;
    }

    @DynamicPropertySource
    static void ownKeys(DynamicPropertyRegistry registry) {
        registry.add(
                "erp.auth.url", () -> "http://127.0.0.1:" + KEYS.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        KEYS.stop(0);
    }

    @Test
    void the_first_admin_logs_in_and_makes_a_user_who_logs_in() {
        Api.Caller admin = api.withToken(People.token(api, "admin", ADMIN_PASSWORD));
        admin.post("/users", People.input("vera", "viewer")).expectStatus().isCreated();

        Api.Caller vera = api.withToken(People.token(api, "vera", PASSWORD));
        vera.get("/auth/me")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.username")
                .isEqualTo("vera")
                .jsonPath("$.displayName")
                .isEqualTo("Some Body")
                .jsonPath("$.roles[0]")
                .isEqualTo("viewer")
                .jsonPath("$.permissions.length()")
                .isEqualTo(Role.VIEWER.permissions().size());
        vera.get("/users").expectStatus().isForbidden();
    }

    @Test
    void a_token_signed_by_another_key_opens_nothing() {
        api.as(Role.ADMIN).get("/users").expectStatus().isUnauthorized();
    }

    @Test
    void
            check_22_what_changes_the_rights_of_a_user_refuses_their_tokens_within_a_second_and_a_refresh_gives_new_ones() {
        Api.Caller admin = api.withToken(People.token(api, "admin", ADMIN_PASSWORD));
        UUID id = Api.idOf(admin.post("/users", People.input("rita", "viewer")));
        Map<String, Object> session =
                People.body(People.login(api, "rita", PASSWORD).expectStatus().isOk());
        Api.Caller rita = api.withToken((String) session.get("accessToken"));
        rita.get("/auth/me").expectStatus().isOk();

        admin.patch("/users/" + id, "*", Map.of("roles", List.of("admin")))
                .expectStatus()
                .isOk();
        refusedWithinASecond(rita);

        Map<String, Object> refreshed = People.body(api.anonymous()
                .post("/auth/refresh", Map.of("refreshToken", session.get("refreshToken")))
                .expectStatus()
                .isOk());
        Api.Caller asAdmin = api.withToken((String) refreshed.get("accessToken"));
        asAdmin.get("/users").expectStatus().isOk();
        admin.post("/users/" + id + "/disable").expectStatus().isOk();
        refusedWithinASecond(asAdmin);
    }

    @Test
    void check_22_the_access_tokens_of_a_session_that_ended_are_refused_and_those_of_another_are_not() {
        Api.Caller admin = api.withToken(People.token(api, "admin", ADMIN_PASSWORD));
        admin.post("/users", People.input("sven", "viewer")).expectStatus().isCreated();
        Map<String, Object> left =
                People.body(People.login(api, "sven", PASSWORD).expectStatus().isOk());
        Api.Caller other = api.withToken(People.token(api, "sven", PASSWORD));
        Api.Caller gone = api.withToken((String) left.get("accessToken"));
        gone.get("/auth/sessions")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[?(@.current == true)].id")
                .isEqualTo(left.get("sessionId"));

        api.anonymous()
                .post("/auth/logout", Map.of("refreshToken", left.get("refreshToken")))
                .expectStatus()
                .isNoContent();

        refusedWithinASecond(gone);
        other.get("/auth/me").expectStatus().isOk();
    }

    @Test
    void who_changes_the_password_goes_on_with_a_refresh() {
        Api.Caller admin = api.withToken(People.token(api, "admin", ADMIN_PASSWORD));
        admin.post("/users", People.input("tina", "viewer")).expectStatus().isCreated();
        Map<String, Object> other =
                People.body(People.login(api, "tina", PASSWORD).expectStatus().isOk());
        Map<String, Object> own =
                People.body(People.login(api, "tina", PASSWORD).expectStatus().isOk());

        api.withToken((String) own.get("accessToken"))
                .post(
                        "/auth/password",
                        Map.of("currentPassword", PASSWORD, "newPassword", "another battery for the horse"))
                .expectStatus()
                .isNoContent();

        refusedWithinASecond(api.withToken((String) own.get("accessToken")));
        api.anonymous()
                .post("/auth/refresh", Map.of("refreshToken", own.get("refreshToken")))
                .expectStatus()
                .isOk();
        api.anonymous()
                .post("/auth/refresh", Map.of("refreshToken", other.get("refreshToken")))
                .expectStatus()
                .isUnauthorized();
    }

    /** Looked at for longer than that, because the machine may be busy; it is a bound of the design, not of this machine. */
    private static void refusedWithinASecond(Api.Caller caller) {
        Awaitility.await().untilAsserted(() -> caller.get("/auth/me")
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("token_revoked"));
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
            server.createContext("/.well-known/jwks.json", exchange -> {
                byte[] keys = WebTestClient.bindToServer()
                        .baseUrl("http://127.0.0.1:" + servicePort)
                        .build()
                        .get()
                        .uri("/.well-known/jwks.json")
                        .exchange()
                        .expectBody()
                        .returnResult()
                        .getResponseBody();
                try (exchange) {
                    exchange.sendResponseHeaders(200, keys.length);
                    exchange.getResponseBody().write(keys);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
