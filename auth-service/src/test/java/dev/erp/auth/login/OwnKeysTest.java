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
