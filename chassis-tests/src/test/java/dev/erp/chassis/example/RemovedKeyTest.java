package dev.erp.chassis.example;

import com.nimbusds.jose.jwk.RSAKey;
import dev.erp.testing.Api;
import dev.erp.testing.Jwks;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Tokens;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A signing key that leaked is retired, and with it every token that was made of it. */
@ServiceTest(properties = "erp.auth.keys-live=2s")
class RemovedKeyTest {

    @Autowired
    Api api;

    @AfterEach
    void keysAreThere() {
        Jwks.available(true);
    }

    @Test
    void check_12_a_token_of_a_removed_key_is_refused_though_it_was_accepted_before() {
        RSAKey leaked = Tokens.newKey("leaked");
        Jwks.publish(leaked);
        String token = Tokens.as(Role.ADMIN, leaked);
        api.withToken(token).get("/counters").expectStatus().isOk();

        Jwks.withdraw(leaked);

        Awaitility.await().untilAsserted(() -> api.withToken(token)
                .get("/counters")
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("token_invalid"));
        api.as(Role.ADMIN).get("/counters").expectStatus().isOk();
    }

    @Test
    void who_is_logged_in_goes_on_while_the_keys_cannot_be_fetched() {
        String token = Tokens.as(Role.ADMIN);
        api.withToken(token).get("/counters").expectStatus().isOk();
        Jwks.available(false);
        int before = Jwks.requests();

        Awaitility.await().until(() -> {
            api.withToken(token).get("/counters").expectStatus().isOk();
            return Jwks.requests() > before + 1;
        });

        api.withToken(token).get("/counters").expectStatus().isOk();
    }
}
