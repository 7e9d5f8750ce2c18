package dev.erp.auth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import java.security.KeyFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** With a database of its own, because it removes the keys. */
@ServiceTest(properties = {"erp.auth.bcrypt-cost=4", "signing-keys=true"})
class SigningKeysTest {

    private static final String ENCRYPTION_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String OTHER_ENCRYPTION_KEY =
            Base64.getEncoder().encodeToString("another key of 32 bytes.........".getBytes());
    private static final String PRIVATE_MEMBERS = "[\"'](d|p|q|dp|dq|qi|oth|k)[\"']";

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @Autowired
    private DatabaseClient client;

    @Autowired
    private Transactions transactions;

    @Autowired
    private Outbox outbox;

    @Autowired
    private Clock clock;

    @BeforeEach
    void removeKeys() {
        database.update("DELETE FROM signing_key");
    }

    @Test
    void the_published_keys_have_no_private_members_and_at_least_2048_bits() throws Exception {
        String document = new String(api.anonymous()
                .get("/.well-known/jwks.json")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "max-age=300, public")
                .expectBody()
                .returnResult()
                .getResponseBody());

        assertThat(document).doesNotContainPattern(PRIVATE_MEMBERS);
        List<JWK> keys = JWKSet.parse(document).getKeys();
        assertThat(keys).isNotEmpty().allSatisfy(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.size()).isGreaterThanOrEqualTo(2048);
            assertThat(key.getAlgorithm().getName()).isEqualTo("RS256");
            assertThat(key.getKeyUse().identifier()).isEqualTo("sig");
        });
    }

    @Test
    void instances_that_start_at_once_make_one_key() {
        Set<String> kids = Set.copyOf(Flux.range(0, 4)
                .flatMap(_ -> keys("").signing())
                .map(SigningKey::kid)
                .collectList()
                .block());

        assertThat(kids).hasSize(1);
        assertThat(database.number("SELECT count(*) FROM signing_key")).isEqualTo(1);
    }

    @Test
    void a_restart_finds_the_key() {
        String before = keys("").signing().block().kid();

        assertThat(keys("").signing().block().kid()).isEqualTo(before);
    }

    @Test
    void with_an_encryption_key_the_database_holds_no_readable_private_key() {
        SigningKey made = keys(ENCRYPTION_KEY).signing().block();

        Map<String, Object> row =
                database.rows("SELECT private_key, encrypted FROM signing_key").getFirst();

        assertThat(row).containsEntry("encrypted", true);
        byte[] stored = (byte[]) row.get("private_key");
        assertThatThrownBy(() -> KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(stored)))
                .isInstanceOf(InvalidKeySpecException.class);
        SigningKey read = keys(ENCRYPTION_KEY).signing().block();
        assertThat(read.privateKey()).isEqualTo(made.privateKey());
    }

    @Test
    void without_the_right_encryption_key_nothing_is_signed() {
        keys(ENCRYPTION_KEY).signing().block();

        assertThatThrownBy(() -> keys(OTHER_ENCRYPTION_KEY).signing().block())
                .hasMessageContaining("cannot be decrypted with erp.auth.key-encryption-key");
        assertThatThrownBy(() -> keys("").signing().block())
                .hasMessageContaining("erp.auth.key-encryption-key must be set");
    }

    @Test
    void a_key_that_was_put_under_another_id_is_refused() {
        keys(ENCRYPTION_KEY).signing().block();
        database.update("UPDATE signing_key SET kid = 'another'");

        assertThatThrownBy(() -> keys(ENCRYPTION_KEY).signing().block())
                .hasMessageContaining("signing key another cannot be decrypted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "c2hvcnQ="})
    void an_encryption_key_that_is_none_is_refused_without_showing_it(String key) {
        assertThatThrownBy(() -> keys(key))
                .hasMessageStartingWith("erp.auth.key-encryption-key must be Base64 of 32 bytes")
                .hasMessageNotContaining(key)
                .hasNoCause();
    }

    @Test
    void nothing_shows_a_private_key() {
        SigningKey made = keys(ENCRYPTION_KEY).signing().block();

        assertThat(made).hasToString("SigningKey[" + made.kid() + "]");
        assertThat(new KeyProperties(ENCRYPTION_KEY)).hasToString("KeyProperties[keyEncryptionKey=given]");
    }

    private SigningKeys keys(String encryptionKey) {
        var rotation = new RotationProperties(
                Duration.ofDays(30), Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofSeconds(30));
        return new SigningKeys(client, transactions, outbox, new KeyProperties(encryptionKey), rotation, clock);
    }
}
