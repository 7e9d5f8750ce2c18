package dev.erp.system;

import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Makes auth-service publish a key of the tests as one of its own, as if it had signed until just now: so that a token can be right
 * in everything but what a test is about.
 */
public final class TestKey {

    private TestKey() {}

    /** Returns when the gateway accepts tokens that are signed by this key. */
    public static void publish(RSAKey key) {
        try (Connection auth = RunningSystem.get().processes().postgres().connect("auth");
                PreparedStatement insert = auth.prepareStatement("""
                        -- version 0: nobody was told of it, so its first event is the first of its aggregate
                        INSERT INTO signing_key (version, kid, private_key, encrypted, public_jwk, status, created_at,
                                                 signs_from, retires_at)
                        VALUES (0, ?, ?, false, ?, 'published', now(), now(), now() + interval '1 day')
                        ON CONFLICT DO NOTHING
                        """)) {
            insert.setString(1, key.getKeyID());
            insert.setBytes(2, key.toPrivateKey().getEncoded());
            insert.setString(3, key.toPublicJWK().toJSONString());
            insert.executeUpdate();
        } catch (SQLException | JOSEException e) {
            throw new IllegalStateException(e);
        }
        String token = Tokens.as(Role.VIEWER, key);
        try (Door door = Door.fromElsewhere()) {
            await("the gateway to know " + key.getKeyID())
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> door.call("GET", "/api/v1/products")
                                    .token(token)
                                    .send()
                                    .status()
                            == 200);
        }
    }
}
