package dev.erp.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class SagasTest {
    private static final long MILLIS = 1_000_000;
    private static final long BEGIN = 1_000 * MILLIS;
    private static final long END = 2_000 * MILLIS;

    private final Semaphore free = new Semaphore(0);
    private final Sagas sagas = new Sagas(BEGIN, END, free);
    private final UUID order = UUID.randomUUID();

    @Test
    void a_saga_lasts_from_when_it_was_due_to_its_event() {
        sagas.accepted(order, BEGIN, BEGIN + 5 * MILLIS);
        sagas.ended(order, BEGIN + 40 * MILLIS, true);

        assertThat(sagas.post().p50()).isBetween(5.0, 5.01);
        assertThat(sagas.saga().p50()).isBetween(40.0, 40.1);
        assertThat(sagas.completedInWindow()).isEqualTo(1);
        assertThat(sagas.open()).isZero();
        assertThat(free.availablePermits()).isEqualTo(1);
    }

    @Test
    void an_event_that_overtakes_the_answer_counts_the_same() {
        sagas.ended(order, BEGIN + 40 * MILLIS, true);
        assertThat(sagas.completedInWindow()).isZero();
        sagas.accepted(order, BEGIN, BEGIN + 45 * MILLIS);

        assertThat(sagas.saga().p50()).isBetween(40.0, 40.1);
        assertThat(sagas.completedInWindow()).isEqualTo(1);
        assertThat(free.availablePermits()).isEqualTo(1);
    }

    @Test
    void an_event_that_comes_twice_counts_once() {
        sagas.accepted(order, BEGIN, BEGIN + 5 * MILLIS);
        sagas.ended(order, BEGIN + 40 * MILLIS, true);
        sagas.ended(order, BEGIN + 41 * MILLIS, true);

        assertThat(sagas.completedInWindow()).isEqualTo(1);
        assertThat(free.availablePermits()).isEqualTo(1);
    }

    @Test
    void what_ends_in_the_window_is_throughput_and_what_was_due_in_it_is_latency() {
        sagas.accepted(order, BEGIN - MILLIS, BEGIN + MILLIS);
        sagas.ended(order, BEGIN + 10 * MILLIS, true);
        UUID late = UUID.randomUUID();
        sagas.accepted(late, END - MILLIS, END);
        sagas.ended(late, END + 10 * MILLIS, true);

        assertThat(sagas.completedInWindow()).isEqualTo(1);
        assertThat(sagas.acceptedInWindow()).isEqualTo(1);
        assertThat(sagas.post().count()).isEqualTo(1);
        assertThat(sagas.saga().count()).isEqualTo(1);
        assertThat(sagas.saga().p50()).isBetween(11.0, 11.1);
    }

    @Test
    void a_rejected_order_ends_without_being_completed() {
        sagas.accepted(order, BEGIN, BEGIN + MILLIS);
        sagas.ended(order, BEGIN + 10 * MILLIS, false);

        assertThat(sagas.rejected()).isEqualTo(1);
        assertThat(sagas.completedInWindow()).isZero();
        assertThat(sagas.saga().count()).isZero();
        assertThat(sagas.open()).isZero();
        assertThat(free.availablePermits()).isEqualTo(1);
    }
}
