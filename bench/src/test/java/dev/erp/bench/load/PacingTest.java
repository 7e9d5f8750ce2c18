package dev.erp.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacingTest {

    @Test
    void arrivals_are_due_at_fixed_times_however_late_they_are_asked_for() {
        long begin = System.nanoTime() - TimeUnit.SECONDS.toNanos(2); // all of them are late
        var arrivals = new Pacing.Arrivals(4, begin, begin + TimeUnit.SECONDS.toNanos(1));

        assertThat(arrivals.unsent()).isEqualTo(4);
        List<Long> due = new ArrayList<>();
        for (OptionalLong next = arrivals.next(); next.isPresent(); next = arrivals.next()) {
            due.add(TimeUnit.NANOSECONDS.toMillis(next.getAsLong() - begin));
        }

        assertThat(due).containsExactly(0L, 250L, 500L, 750L);
        assertThat(arrivals.unsent()).isZero();
    }

    @Test
    void an_arrival_is_not_handed_out_before_its_time() {
        long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
        var arrivals = new Pacing.Arrivals(10, begin, begin + TimeUnit.SECONDS.toNanos(1));

        long due = arrivals.next().orElseThrow();

        assertThat(due).isEqualTo(begin);
        assertThat(System.nanoTime() - due).isNotNegative();
    }

    @Test
    void arrivals_that_nobody_took_in_time_are_given_up_and_told() {
        long begin = System.nanoTime() - TimeUnit.SECONDS.toNanos(60);
        var arrivals = new Pacing.Arrivals(4, begin, begin + TimeUnit.SECONDS.toNanos(1));

        assertThat(arrivals.next()).isEmpty();
        assertThat(arrivals.unsent()).isEqualTo(4);
    }

    @Test
    void a_successor_waits_until_one_of_those_under_way_has_ended() throws InterruptedException {
        var free = new Semaphore(1);
        var successors = new Pacing.Successors(free, System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
        assertThat(successors.next()).isPresent();
        assertThat(free.availablePermits()).isZero();

        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                successors.next();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        while (!free.hasQueuedThreads()) {
            Thread.onSpinWait();
        }
        free.release();
        waiting.join();
        assertThat(free.availablePermits()).isZero();
    }

    @Test
    void there_are_no_successors_after_the_end() throws InterruptedException {
        var free = new Semaphore(1);
        assertThat(new Pacing.Successors(free, System.nanoTime() - 1).next()).isEmpty();
        assertThat(free.availablePermits()).isEqualTo(1);
    }
}
