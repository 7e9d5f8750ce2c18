package dev.erp.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.audit.trail.AuditRecord.Subject;
import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.Circumstances;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HashChainTest {

    private static final UUID A = UUID.fromString("0193a8c0-7c1e-7055-8a4b-5e6f70819205");
    private static final UUID B = UUID.fromString("0193a8c0-7c1e-7066-8a4b-5e6f70819206");
    private static final Instant THEN = Instant.parse("2026-11-22T14:05:06.123456Z");

    private static AuditRecord original() {
        return original(1, Circumstances.NONE);
    }

    private static AuditRecord original(int layout, Circumstances circumstances) {
        return new AuditRecord(
                3,
                17,
                A,
                "erp.sales.order",
                "sales.order.placed.v1",
                new Subject("placed", "sales-order", B),
                1,
                THEN,
                THEN.plusMillis(3),
                new Actor("clerk", "Käthe"),
                B,
                null,
                null,
                circumstances,
                layout,
                bytes("{\"number\":\"SO-1\"}"),
                true);
    }

    @Test
    void the_same_record_has_the_same_hash_on_every_machine_and_for_all_time() {
        String hash = HexFormat.of().formatHex(new HashChain().hash(HashChain.genesis(), original()));
        // computed by another program: whoever changes the layout breaks every trail there is
        assertThat(hash).isEqualTo("bb00dfdb390d5d58cb059e64d8f08d8b41710e4ba95d6ce9eec6ebd23035b54b");
    }

    @Test
    void so_has_a_record_with_reason_request_and_address() {
        var circumstances = new Circumstances("Käufer rief an", null, "203.0.113.9");
        String hash = HexFormat.of().formatHex(new HashChain().hash(HashChain.genesis(), original(2, circumstances)));
        assertThat(hash).isEqualTo("6dad48bcc0ffffd95dbace776f07591dd6b9101ecf781b71851b8cb0a7729aaf");
    }

    @Test
    void reason_request_and_address_are_in_the_hash() {
        Set<String> seen = new HashSet<>();
        for (Circumstances circumstances : List.of(
                Circumstances.NONE,
                new Circumstances("a", null, null),
                new Circumstances(null, "a", null),
                new Circumstances(null, null, "a"))) {
            byte[] hash = new HashChain().hash(HashChain.genesis(), original(2, circumstances));
            assertThat(seen.add(HexFormat.of().formatHex(hash))).isTrue();
        }
    }

    @Test
    void a_hasher_can_be_used_again() {
        HashChain hashes = new HashChain();
        byte[] first = hashes.hash(HashChain.genesis(), original());
        assertThat(hashes.hash(HashChain.genesis(), original())).isEqualTo(first);
    }

    @Test
    void every_field_and_the_hash_before_are_in_the_hash() {
        AuditRecord o = original();
        Subject s = o.subject();
        Instant at = o.occurredAt();
        Instant noted = o.recordedAt();
        Actor who = o.actor();
        byte[] data = o.data();
        List<AuditRecord> others = List.of(
                of(4, 17, A, "t", "y", s, 1, at, noted, who, B, null, null, data, true),
                of(3, 18, A, "t", "y", s, 1, at, noted, who, B, null, null, data, true),
                of(3, 17, B, "t", "y", s, 1, at, noted, who, B, null, null, data, true),
                of(3, 17, A, "ty", "", s, 1, at, noted, who, B, null, null, data, true),
                of(3, 17, A, "", "ty", s, 1, at, noted, who, B, null, null, data, true),
                of(3, 17, A, "t", "y", new Subject("p", "r", B), 1, at, noted, who, B, null, null, data, true),
                of(3, 17, A, "t", "y", new Subject("pr", "", B), 1, at, noted, who, B, null, null, data, true),
                of(3, 17, A, "t", "y", new Subject("p", "r", A), 1, at, noted, who, B, null, null, data, true),
                of(3, 17, A, "t", "y", s, 2, at, noted, who, B, null, null, data, true),
                of(3, 17, A, "t", "y", s, 1, at.plusNanos(1000), noted, who, B, null, null, data, true),
                of(3, 17, A, "t", "y", s, 1, at, noted.plusNanos(1000), who, B, null, null, data, true),
                of(3, 17, A, "t", "y", s, 1, at, noted, new Actor("x", "y"), B, null, null, data, true),
                of(3, 17, A, "t", "y", s, 1, at, noted, new Actor("", "xy"), B, null, null, data, true),
                of(3, 17, A, "t", "y", s, 1, at, noted, who, A, null, null, data, true),
                of(3, 17, A, "t", "y", s, 1, at, noted, who, B, A, null, data, true),
                of(3, 17, A, "t", "y", s, 1, at, noted, who, B, null, "", data, true),
                of(3, 17, A, "t", "y", s, 1, at, noted, who, B, null, "x", data, true),
                of(3, 17, A, "t", "y", s, 1, at, noted, who, B, null, null, bytes(""), true),
                of(3, 17, A, "t", "y", s, 1, at, noted, who, B, null, null, data, false),
                of(3, 17, A, "t", "y", s, 1, at, noted, who, B, null, null, data, true));
        Set<String> seen = new HashSet<>();
        HashChain hashes = new HashChain();
        for (AuditRecord other : others) {
            assertThat(seen.add(HexFormat.of().formatHex(hashes.hash(HashChain.genesis(), other))))
                    .as(other.toString())
                    .isTrue();
        }
        byte[] before = HashChain.genesis();
        before[31] = 1;
        assertThat(hashes.hash(before, o)).isNotEqualTo(hashes.hash(HashChain.genesis(), o));
    }

    private static AuditRecord of(
            int chain,
            long position,
            UUID id,
            String topic,
            String type,
            Subject subject,
            long sequence,
            Instant occurredAt,
            Instant recordedAt,
            Actor actor,
            UUID correlation,
            UUID causation,
            String trace,
            byte[] data,
            boolean isText) {
        return new AuditRecord(
                chain,
                position,
                id,
                topic,
                type,
                subject,
                sequence,
                occurredAt,
                recordedAt,
                actor,
                correlation,
                causation,
                trace,
                Circumstances.NONE,
                HashChain.LAYOUT,
                data,
                isText);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
