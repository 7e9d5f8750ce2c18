package dev.erp.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody changes an export, or the trail before it was exported. */
class ExportVerifierTest {

    private static final String GENESIS = "0".repeat(64);
    private static final UUID ID = UUID.fromString("0193f2c4-c285-71a7-9dcc-90d08e73e10a");
    private static final Instant NOW = Instant.parse("2026-11-20T06:00:02.114930Z");

    private final List<String> lines = new ArrayList<>();
    private final List<String> hashes = new ArrayList<>();
    private KeyPair key;
    private int first;

    @BeforeEach
    void anExportOfTenRecordsWithACheckpointAtTheSeventh() throws GeneralSecurityException {
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        List<String> records = new ArrayList<>();
        String previous = GENESIS;
        for (int i = 1; i <= 10; i++) {
            records.add(record(i, previous, "clerk"));
            previous = hashes.getLast();
        }
        lines.add("{\"export\":\"erp-audit-export-1\",\"exportedAt\":\"%s\",\"whole\":true}".formatted(NOW));
        lines.add("{\"key\":{\"kid\":\"%s\",\"publicKey\":\"%s\"}}"
                .formatted(kid(), base64(key.getPublic().getEncoded())));
        lines.add(checkpoint(hashes.get(6)));
        first = lines.size();
        lines.addAll(records);
        lines.add("{\"end\":{\"records\":10,\"heads\":[{\"chain\":0,\"position\":10,\"hash\":\"%s\"}]}}"
                .formatted(previous));
    }

    @Test
    void an_untouched_export_is_whole() {
        assertThat(verify()).isEqualTo(new ExportVerifier.Result(10, 1, true, null));
    }

    @Test
    void a_changed_record_is_named() {
        lines.set(first + 4, lines.get(first + 4).replace("clerk", "thief"));
        assertFault(4, "position 5", "altered");
    }

    @Test
    void a_missing_record_is_named() {
        lines.remove(first + 4);
        assertFault(4, "position 5", "missing");
    }

    @Test
    void an_added_record_is_named() {
        lines.add(first + 4, lines.get(first + 2).replace("clerk", "thief"));
        assertFault(4, "position 3", "added");
    }

    @Test
    void swapped_lines_are_named() {
        Collections.swap(lines, first + 3, first + 5);
        assertFault(3, "position 6", "swapped");
    }

    @Test
    void a_file_that_was_cut_off_is_named() {
        lines.removeLast();
        assertFault(10, "cut off", "position 10");
        lines.set(lines.size() - 1, lines.getLast().substring(0, 40));
        assertThat(verify().firstFault()).contains("cannot be read");
    }

    @Test
    void a_tail_that_was_cut_off_with_its_head_is_known_to_the_checkpoint() {
        for (int i = 0; i < 5; i++) {
            lines.remove(first + 5);
        }
        lines.set(
                lines.size() - 1,
                "{\"end\":{\"records\":5,\"heads\":[{\"chain\":0,\"position\":5,\"hash\":\"%s\"}]}}"
                        .formatted(hashes.get(4)));
        assertFault(5, "position 6 is missing", "checkpoint");
    }

    @Test
    void a_chain_that_was_computed_anew_without_the_key_is_named() {
        hashes.clear();
        String previous = GENESIS;
        for (int i = 1; i <= 10; i++) {
            lines.set(first + i - 1, record(i, previous, i == 3 ? "thief" : "clerk"));
            previous = hashes.getLast();
        }
        lines.set(lines.size() - 1, lines.getLast().replaceAll("\"hash\":\"[^\"]+\"", "\"hash\":\"" + previous + "\""));
        assertFault(6, "computed anew", "positions 1 to 7");
    }

    @Test
    void a_checkpoint_that_was_changed_or_signed_with_another_key_is_named() throws GeneralSecurityException {
        lines.set(2, lines.get(2).replace(hashes.get(6), hashes.get(5)));
        assertFault(0, "checkpoint 1", "altered");
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = other;
        lines.set(2, checkpoint(hashes.get(6)));
        assertFault(0, "checkpoint 1", "key");
    }

    @Test
    void only_the_key_that_was_given_is_believed() throws GeneralSecurityException {
        byte[] other = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        assertThat(new ExportVerifier(key.getPublic().getEncoded()).verify(in()).firstFault())
                .isNull();
        assertThat(new ExportVerifier(other).verify(in()).firstFault()).contains("checkpoint 1");
    }

    private void assertFault(long records, String... parts) {
        ExportVerifier.Result result = verify();
        assertThat(result.firstFault()).contains(parts);
        assertThat(result.records()).isEqualTo(records);
    }

    private ExportVerifier.Result verify() {
        return new ExportVerifier(null).verify(in());
    }

    private ByteArrayInputStream in() {
        return new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String record(int position, String previous, String actor) {
        Line line = new Line(
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                position,
                ID,
                "t",
                "a.b.c.v1",
                "c",
                "a-b",
                ID,
                position,
                NOW,
                NOW,
                actor,
                "Clerk",
                ID,
                null,
                null,
                null,
                null,
                null,
                2,
                "{\"n\":1}",
                null,
                previous,
                null);
        String hash = new RecordHash().of(previous, line);
        hashes.add(hash);
        return """
                {"chain":0,"position":%1$d,"id":"%2$s","topic":"t","type":"a.b.c.v1","action":"c","resourceType":"a-b",\
                "resourceId":"%2$s","sequence":%1$d,"occurredAt":"%3$s","recordedAt":"%3$s","actor":"%4$s","actorName":"Clerk",\
                "correlationId":"%2$s","layout":2,"data":"{\\"n\\":1}","previousHash":"%5$s","hash":"%6$s"}""".formatted(position, ID, NOW, actor, previous, hash);
    }

    private String checkpoint(String hash) throws GeneralSecurityException {
        String content = "erp-audit-checkpoint-1\nnumber 1\nid %s\ncreated %s\nkey %s\nprevious %s\nchain 0 7 %s\n"
                .formatted(ID, NOW, kid(), GENESIS, hash);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        signature.update(content.getBytes(StandardCharsets.UTF_8));
        return "{\"checkpoint\":{\"kid\":\"%s\",\"content\":\"%s\",\"signature\":\"%s\"}}"
                .formatted(kid(), content.replace("\n", "\\n"), base64(signature.sign()));
    }

    private String kid() {
        byte[] digest = RecordHash.sha256().digest(key.getPublic().getEncoded());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
