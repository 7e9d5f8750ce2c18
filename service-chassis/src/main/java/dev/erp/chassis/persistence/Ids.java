package dev.erp.chassis.persistence;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of everything: UUIDv7 (RFC 9562), increasing within a process, so that index inserts stay at the right edge. Takes no lock:
 * ids are made on event loops. They are unique, not secret.
 */
public final class Ids {

    private static final int COUNTER_BITS = 12;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 1L << 63;

    /** Milliseconds and, in the lowest 12 bits, a counter (RFC 9562, 6.2, method 1); a clock set back does not set it back. */
    private static final AtomicLong LAST = new AtomicLong();

    private static final ThreadLocal<SplittableRandom> RANDOM =
            ThreadLocal.withInitial(() -> new SplittableRandom(new SecureRandom().nextLong()));

    private Ids() {}

    /** Smaller than every id that is made from this millisecond on. */
    public static UUID firstOf(Instant instant) {
        return new UUID(instant.toEpochMilli() << 16 | VERSION_7, VARIANT);
    }

    public static UUID next() {
        long now = System.currentTimeMillis() << COUNTER_BITS;
        long tick = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = tick >>> COUNTER_BITS << 16 | VERSION_7 | tick & ((1 << COUNTER_BITS) - 1);
        long low = VARIANT | RANDOM.get().nextLong() >>> 2;
        return new UUID(high, low);
    }
}
