package dev.erp.audit.trail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;

/**
 * A record in PostgreSQL's binary COPY format, looked at where it lies. In that format a field is its length (four bytes, -1 for null)
 * and its bytes, which is what {@link HashChain} hashes: so the fields need not be taken apart. One object serves for a whole chain.
 */
final class CopiedRecord implements FoundRecord {

    /** The columns, the hashed ones in the order in which they are hashed. */
    static final String COLUMNS = """
            hash, previous_hash, layout, chain::bigint, position, event_id, topic, type, action, resource_type, resource_id, sequence,
            occurred_at, recorded_at, actor, actor_name, correlation_id, causation_id, traceparent, reason, request_id, address,
            (data IS NOT NULL)::int::bigint, data, data_bytes
            """;

    private static final int HASH = 0;
    private static final int PREVIOUS_HASH = 1;
    private static final int LAYOUT = 2;
    private static final int FIRST_HASHED = 3;
    private static final int POSITION = 4;
    private static final int EVENT_ID = 5;
    private static final int OCCURRED_AT = 12;
    private static final int RECORDED_AT = 13;
    private static final int REASON = 19;
    private static final int IS_TEXT = 22;
    private static final int DATA = 23;
    private static final int DATA_BYTES = 24;
    private static final int FIELDS = 25;

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int FLAGS = Integer.BYTES;
    /** From 1970, where Java's time begins, to 2000, where PostgreSQL's does. */
    private static final long MICROS_TO_2000 = 946_684_800_000_000L;

    private static final int FIRST_LAYOUT = 1;

    private final int[] starts = new int[FIELDS + 1];
    private final MessageDigest sha256 = HashChain.sha256();
    private final byte[][] layouts = {null, prefixed(HashChain.name(1)), prefixed(HashChain.name(2))};
    private final byte[] hashLength =
            ByteBuffer.allocate(Integer.BYTES).putInt(HashChain.HASH_BYTES).array();
    private ByteBuffer row;

    /** Looks at the next row; false when this is the end. The bytes are changed. */
    boolean read(byte[] copied) {
        row = ByteBuffer.wrap(copied);
        int at = 0;
        if (copied.length > SIGNATURE.length
                && Arrays.equals(copied, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            at = SIGNATURE.length + FLAGS;
            at += Integer.BYTES + row.getInt(at);
        }
        if (at >= copied.length || row.getShort(at) != FIELDS) {
            return false;
        }
        at += Short.BYTES;
        for (int field = 0; field < FIELDS; field++) {
            starts[field] = at;
            at += Integer.BYTES + Math.max(0, row.getInt(at));
        }
        starts[FIELDS] = at;
        sinceEpoch(OCCURRED_AT);
        sinceEpoch(RECORDED_AT);
        return true;
    }

    @Override
    public long position() {
        return row.getLong(content(POSITION));
    }

    @Override
    public UUID eventId() {
        return new UUID(row.getLong(content(EVENT_ID)), row.getLong(content(EVENT_ID) + Long.BYTES));
    }

    @Override
    public boolean follows(byte[] previous) {
        return Arrays.equals(
                row.array(), content(PREVIOUS_HASH), starts[PREVIOUS_HASH + 1], previous, 0, previous.length);
    }

    @Override
    public byte[] hash() {
        return Arrays.copyOfRange(row.array(), content(HASH), starts[HASH + 1]);
    }

    @Override
    public byte[] computed(byte[] previous) {
        int layout = row.getShort(content(LAYOUT));
        if (layout < 1 || layout >= layouts.length) {
            return new byte[0];
        }
        sha256.update(layouts[layout]);
        sha256.update(hashLength);
        sha256.update(previous);
        if (layout == FIRST_LAYOUT) {
            update(FIRST_HASHED, REASON);
            update(IS_TEXT, DATA);
        } else {
            update(FIRST_HASHED, DATA);
        }
        if (row.getInt(starts[DATA]) >= 0) {
            update(DATA, DATA_BYTES);
        } else {
            update(DATA_BYTES, FIELDS);
        }
        return sha256.digest();
    }

    private void update(int from, int to) {
        sha256.update(row.array(), starts[from], starts[to] - starts[from]);
    }

    private void sinceEpoch(int field) {
        row.putLong(content(field), row.getLong(content(field)) + MICROS_TO_2000);
    }

    private int content(int field) {
        return starts[field] + Integer.BYTES;
    }

    private static byte[] prefixed(byte[] bytes) {
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
