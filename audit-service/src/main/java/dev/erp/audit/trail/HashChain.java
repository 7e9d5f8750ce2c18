package dev.erp.audit.trail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/**
 * The hash of a record: SHA-256 over the hash before it and every field, each with its length in front, so that no two records
 * have the same bytes. Whoever changes, removes or moves a record changes every hash after it.
 */
final class HashChain {

    static final int HASH_BYTES = 32;

    /** What new records are hashed with. 1, before, had no reason, request and address. */
    static final int LAYOUT = 2;

    private static final int FIRST_LAYOUT = 1;

    private static final int NULL = -1;
    private static final long MICROS = 1_000_000;

    private final MessageDigest sha256;
    private final ByteBuffer number = ByteBuffer.allocate(2 * Long.BYTES);

    HashChain() {
        sha256 = sha256();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What stands before the first record. */
    static byte[] genesis() {
        return new byte[HASH_BYTES];
    }

    /** Stands in front of every record's bytes: no record of one layout has the bytes of one of another. */
    static byte[] name(int layout) {
        return ("erp-audit-" + layout).getBytes(StandardCharsets.US_ASCII);
    }

    byte[] hash(byte[] previous, AuditRecord event) {
        put(name(event.layout()));
        put(previous);
        put(event.chain());
        put(event.position());
        put(event.eventId());
        put(event.topic());
        put(event.type());
        put(event.subject().action());
        put(event.subject().resourceType());
        put(event.subject().id());
        put(event.sequence());
        put(event.occurredAt());
        put(event.recordedAt());
        put(event.actor().id());
        put(event.actor().name());
        put(event.correlationId());
        put(event.causationId());
        put(event.traceparent());
        if (event.layout() != FIRST_LAYOUT) {
            put(event.circumstances().reason());
            put(event.circumstances().requestId());
            put(event.circumstances().address());
        }
        put(event.isText() ? 1 : 0);
        put(event.data());
        return sha256.digest();
    }

    private void put(byte[] bytes) {
        if (bytes == null) {
            length(NULL);
            return;
        }
        length(bytes.length);
        sha256.update(bytes);
    }

    private void put(String text) {
        put(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(long value) {
        length(Long.BYTES);
        sha256.update(number.clear().putLong(value).flip());
    }

    private void put(UUID id) {
        if (id == null) {
            length(NULL);
            return;
        }
        length(2 * Long.BYTES);
        sha256.update(number.clear()
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip());
    }

    private void put(Instant time) {
        put(Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1_000));
    }

    private void length(int bytes) {
        sha256.update(number.clear().putInt(bytes).flip());
    }
}
