package dev.erp.bench.load;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The orders of one job from the time they were due to their end. The answer to the POST and the event of the end come from two
 * sides in either order; whoever comes second closes the case. All times are {@link System#nanoTime}.
 */
final class Sagas {
    private static final long HIGHEST_MICROS = 600_000_000L;
    private static final int DIGITS = 3;

    /** Due when, or ended when, until the other one is known. */
    private sealed interface Half {
        record Due(long nanos) implements Half {}

        record Ended(long nanos, boolean invoiced) implements Half {}
    }

    private final long windowBegin;
    private final long windowEnd;
    private final Semaphore free;
    private final ConcurrentHashMap<UUID, Half> halves = new ConcurrentHashMap<>();
    private final Histogram post = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
    private final Histogram saga = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
    private final LongAdder accepted = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder open = new LongAdder();

    /** @param free gets a permit back for each order that ends */
    Sagas(long windowBegin, long windowEnd, Semaphore free) {
        this.windowBegin = windowBegin;
        this.windowEnd = windowEnd;
        this.free = free;
    }

    /** The POST was answered with 201. */
    void accepted(UUID order, long due, long answered) {
        open.increment();
        if (inWindow(due)) {
            accepted.increment();
            post.recordValue(micros(due, answered));
        }
        if (halves.putIfAbsent(order, new Half.Due(due)) instanceof Half.Ended ended) {
            halves.remove(order);
            close(due, ended);
        }
    }

    /** The event of the end has arrived; of any order, also of those that others placed. */
    void ended(UUID order, long arrived, boolean invoiced) {
        var ended = new Half.Ended(arrived, invoiced);
        if (halves.putIfAbsent(order, ended) instanceof Half.Due due) {
            halves.remove(order);
            close(due.nanos(), ended);
        }
    }

    private void close(long due, Half.Ended ended) {
        open.decrement();
        free.release();
        if (!ended.invoiced()) {
            rejected.increment();
            return;
        }
        if (inWindow(ended.nanos())) {
            completed.increment();
        }
        if (inWindow(due)) {
            saga.recordValue(micros(due, ended.nanos()));
        }
    }

    private boolean inWindow(long nanos) {
        return nanos - windowBegin >= 0 && nanos - windowEnd < 0;
    }

    private static long micros(long from, long to) {
        return Math.clamp((to - from) / 1000, 0, HIGHEST_MICROS);
    }

    /** Accepted and not ended. */
    long open() {
        return open.sum();
    }

    long acceptedInWindow() {
        return accepted.sum();
    }

    long completedInWindow() {
        return completed.sum();
    }

    long rejected() {
        return rejected.sum();
    }

    LoadResult.Latency post() {
        return LoadResult.Latency.of(post);
    }

    LoadResult.Latency saga() {
        return LoadResult.Latency.of(saga);
    }
}
