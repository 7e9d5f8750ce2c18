package dev.erp.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final Instant NOW = Instant.parse("2026-11-20T06:00:02.114930Z");
    private static final UUID ID = UUID.fromString("0193f2c4-c285-71a7-9dcc-90d08e73e10a");

    private final Checkpoint first = Checkpoint.after(
            null,
            1,
            ID,
            NOW,
            "k",
            List.of(new Checkpoint.Head(0, 17, HashChain.sha256().digest(new byte[0]))));

    @Test
    void its_content_is_text_and_can_be_read_again() {
        assertThat(first.content()).isEqualTo("""
                erp-audit-checkpoint-1
                number 1
                id 0193f2c4-c285-71a7-9dcc-90d08e73e10a
                created 2026-11-20T06:00:02.114930Z
                key k
                previous 0000000000000000000000000000000000000000000000000000000000000000
                chain 0 17 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                """);
        assertThat(Checkpoint.parse(first.content()).content()).isEqualTo(first.content());
    }

    @Test
    void the_next_one_names_the_one_before() {
        Checkpoint next = Checkpoint.after(first.content(), 2, ID, NOW, "k", first.heads());
        assertThat(next.previous()).isEqualTo(Checkpoint.digest(first.content()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "erp-audit-checkpoint-2\n", "erp-audit-checkpoint-1\nnumber x\nid\ncreated\nkey\nprevious\n"
            })
    void what_is_no_checkpoint_is_refused(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Checkpoint.parse(text));
    }

    @Test
    void a_signature_is_good_for_its_content_and_its_key_alone() throws NoSuchAlgorithmException {
        SealingKey key = key();
        byte[] signature = key.sign("content");
        assertThat(SealingKey.verify(key.publicKey(), "content", signature)).isTrue();
        assertThat(SealingKey.verify(key.publicKey(), "Content", signature)).isFalse();
        assertThat(SealingKey.verify(key().publicKey(), "content", signature)).isFalse();
        assertThat(SealingKey.verify(key.publicKey(), "content", new byte[64])).isFalse();
        assertThat(SealingKey.verify(new byte[3], "content", signature)).isFalse();
    }

    private static SealingKey key() throws NoSuchAlgorithmException {
        KeyPair pair = KeyPairGenerator.getInstance(SealingKey.ALGORITHM).generateKeyPair();
        byte[] publicKey = pair.getPublic().getEncoded();
        return new SealingKey(SealingKey.kid(publicKey), pair.getPrivate(), publicKey);
    }
}
