package dev.erp.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * BlockHound's rules for this project. A blocking call fails where it is made; it is also remembered, because code that answers
 * any error with a 500 or with a second attempt would hide it from the test.
 */
public final class BlockingCalls implements BlockHoundIntegration {

    private static final ConcurrentLinkedQueue<String> FOUND = new ConcurrentLinkedQueue<>();
    private static final int SHOWN_FRAMES = 25;

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // PostgreSQL's SCRAM login and UUIDs draw random bytes: a read of /dev/urandom, which does not wait
        builder.allowBlockingCallsInside("java.security.SecureRandom", "nextBytes");
        // takes a lock that the relay's thread holds for one assignment, and never while it reads, sends or sleeps
        builder.allowBlockingCallsInside("dev.erp.chassis.outbox.OutboxRelay", "wake");
        // once per JVM: a class, or its native library, that is first needed on an event loop is read from its jar
        builder.allowBlockingCallsInside("java.lang.ClassLoader", "loadClass");
        builder.allowBlockingCallsInside("java.lang.ClassLoader", "getResourceAsStream");
        builder.allowBlockingCallsInside("com.github.luben.zstd.util.Native", "load");
        builder.allowBlockingCallsInside("io.netty.util.internal.NativeLibraryLoader", "load");
        // once per type: its reader and its constraints are built under a lock, for which a second request of the kind
        // may wait
        builder.allowBlockingCallsInside(
                "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer");
        builder.allowBlockingCallsInside(
                "org.hibernate.validator.internal.metadata.BeanMetaDataManagerImpl", "getBeanMetaData");
        // Netty's allocator guards its chunks with locks that are held for some instructions
        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate");
        builder.blockingMethodCallback(method -> {
            var error = new BlockingOperationError(method);
            FOUND.add(describe(error));
            throw error;
        });
    }

    /** What was found since the last call: the method and who called it. */
    static List<String> take() {
        List<String> found = new ArrayList<>();
        for (String call = FOUND.poll(); call != null; call = FOUND.poll()) {
            found.add(call);
        }
        return found;
    }

    private static String describe(Throwable error) {
        var text = new StringBuilder(error.getMessage())
                .append(" on ")
                .append(Thread.currentThread().getName());
        StackTraceElement[] frames = error.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, SHOWN_FRAMES); i++) {
            text.append("\n    at ").append(frames[i]);
        }
        return text.toString();
    }
}
