package dev.erp.auth.user;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that let others go first: they compute for a long time, and whoever has a request to answer needs the core for a moment.
 * {@link Thread#setPriority} does nothing on Linux without an option of the JVM, so the system is asked itself (setpriority(2), nice(2)),
 * which needs no right to be nicer. Elsewhere they are threads like others: on macOS the call would slow the whole process.
 */
final class NiceThreads implements ThreadFactory {

    private static final Logger LOG = LoggerFactory.getLogger(NiceThreads.class);
    private static final int PRIO_PROCESS = 0;
    /** Linux gives each thread a priority of its own, though POSIX says process. */
    private static final int CALLING_THREAD = 0;

    private final AtomicInteger made = new AtomicInteger();
    private final String name;
    private final int niceness;

    /** @param niceness 0 (like others) to 19 (only when nobody else wants to compute) */
    NiceThreads(String name, int niceness) {
        this.name = name;
        this.niceness = niceness;
    }

    @Override
    public Thread newThread(Runnable work) {
        return Thread.ofPlatform()
                .daemon()
                .name(name + "-" + made.incrementAndGet())
                .unstarted(() -> {
                    beNice();
                    work.run();
                });
    }

    private void beNice() {
        if (niceness == 0 || !System.getProperty("os.name").equals("Linux")) {
            return;
        }
        try {
            int failed = (int) SetPriority.HANDLE.invokeExact(PRIO_PROCESS, CALLING_THREAD, niceness);
            if (failed != 0) {
                LOG.warn("The system does not let {} be nice; logins may slow others down", name);
            }
        } catch (Throwable e) { // whatever is missing: passwords must be compared all the same
            LOG.warn("{} cannot be nice; logins may slow others down", name, e);
        }
    }

    /** Loaded when first used. */
    private static final class SetPriority {
        private static final MethodHandle HANDLE = find();

        @SuppressWarnings("restricted") // allowed by --enable-native-access, or by the jar's manifest
        private static MethodHandle find() {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("setpriority"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        }
    }
}
