package dev.erp.standalone.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The hash of a record: SHA-256 over the layout's name, the hash before, and every field, each with its length (four bytes, -1 for null)
 * in front. Written a second time and not shared with the service: a verifier that is the writer proves less.
 */
final class RecordHash {

    private static final int FIRST_LAYOUT = 1;
    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest sha256 = sha256();
    private final ByteBuffer number = ByteBuffer.allocate(2 * Long.BYTES);

    /** In hex. */
    String of(String previous, Line line) {
        put("erp-audit-" + line.layout());
        put(HEX.parseHex(previous));
        put(line.chain().longValue());
        put(line.position());
        put(line.id());
        put(line.topic());
        put(line.type());
        put(line.action());
        put(line.resourceType());
        put(line.resourceId());
        put(line.sequence());
        put(line.occurredAt());
        put(line.recordedAt());
        put(line.actor());
        put(line.actorName());
        put(line.correlationId());
        put(line.causationId());
        put(line.traceparent());
        if (line.layout() != FIRST_LAYOUT) {
            put(line.reason());
            put(line.requestId());
            put(line.address());
        }
        put(line.data() == null ? 0L : 1L);
        if (line.data() == null) {
            put(line.bytes());
        } else {
            put(line.data());
        }
        return HEX.formatHex(sha256.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void put(byte[] bytes) {
        length(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            sha256.update(bytes);
        }
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
            length(-1);
            return;
        }
        length(2 * Long.BYTES);
        sha256.update(number.clear()
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip());
    }

    private void put(Instant time) {
        put(Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000));
    }

    private void length(int bytes) {
        sha256.update(number.clear().putInt(bytes).flip());
    }
}
