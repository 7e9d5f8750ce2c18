package dev.erp.standalone;

import dev.erp.standalone.system.ErpSystem;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and SIGTERM, at any moment. The JVM's only shutdown hook, so that the order of stopping is ours. A start that is
 * still under way is let finish first: stopping half of one is what could lose something.
 */
final class StopSignal {
    private final PrintWriter out;
    private final CountDownLatch stopped;
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile ErpSystem system;

    StopSignal(PrintWriter out, CountDownLatch stopped) {
        this.out = out;
        this.stopped = stopped;
    }

    void started(ErpSystem running) {
        system = running;
        started.countDown();
    }

    /** The start has failed; there is nothing to stop. */
    void failed() {
        started.countDown();
    }

    void stop() {
        try {
            started.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (system != null) {
            long begun = System.nanoTime();
            out.println("\nStopping …");
            out.flush();
            system.close();
            out.printf(Locale.ROOT, "Stopped after %.1f s.%n", (System.nanoTime() - begun) / 1e9);
            out.flush();
        }
        stopped.countDown();
    }
}
