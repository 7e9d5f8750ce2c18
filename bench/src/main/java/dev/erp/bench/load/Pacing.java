package dev.erp.bench.load;

import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** When the next order is due. Threads ask and are kept until it is their turn. */
sealed interface Pacing {
    /** The time ({@link System#nanoTime}) at which the caller's order was due; empty when there are no more. */
    OptionalLong next() throws InterruptedException;

    /** Orders that were due and that nobody has asked for. */
    long unsent();

    /** At fixed times from {@code begin} to {@code end}; who comes late gets the time that it should have been. */
    final class Arrivals implements Pacing {
        private static final long GIVE_UP_AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);

        private final long begin;
        private final long end;
        private final double intervalNanos;
        private final long count;
        private final AtomicLong taken = new AtomicLong();

        Arrivals(double perSecond, long begin, long end) {
            this.begin = begin;
            this.end = end;
            this.intervalNanos = 1e9 / perSecond;
            this.count = (long) ((end - begin) / intervalNanos);
        }

        @Override
        public OptionalLong next() {
            if (System.nanoTime() - end > GIVE_UP_AFTER_NANOS) {
                return OptionalLong.empty();
            }
            long number = taken.getAndIncrement();
            if (number >= count) {
                return OptionalLong.empty();
            }
            long due = begin + (long) (number * intervalNanos);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            return OptionalLong.of(due);
        }

        @Override
        public long unsent() {
            return Math.max(0, count - taken.get());
        }
    }

    /** As soon as one of the orders under way has ended. */
    final class Successors implements Pacing {
        private final Semaphore free;
        private final long end;

        /** @param free a permit for each order that may be under way; whoever sees one end gives its permit back */
        Successors(Semaphore free, long end) {
            this.free = free;
            this.end = end;
        }

        @Override
        public OptionalLong next() throws InterruptedException {
            long left = end - System.nanoTime();
            if (left <= 0 || !free.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                return OptionalLong.empty();
            }
            long now = System.nanoTime();
            if (now - end < 0) {
                return OptionalLong.of(now);
            }
            free.release();
            return OptionalLong.empty();
        }

        @Override
        public long unsent() {
            return 0;
        }
    }
}
