package dev.erp.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A caller that waits for an outcome is woken at once, looks by itself, and does not wait for ever. On virtual time. */
class OutcomesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(Outcomes.LOOK_EVERY_MILLIS);

    private final UUID id = UUID.randomUUID();
    private final Outcomes outcomes = new Outcomes();
    private final AtomicReference<String> state = new AtomicReference<>("pending");
    private final AtomicInteger reads = new AtomicInteger();
    private final Mono<String> read = Mono.fromSupplier(() -> {
        reads.incrementAndGet();
        return state.get();
    });

    @Test
    void without_patience_it_is_read_once() {
        StepVerifier.create(outcomes.await(id, Duration.ZERO, read, s -> false))
                .expectNext("pending")
                .verifyComplete();
        assertThat(reads).hasValue(1);
    }

    @Test
    void what_is_decided_already_is_not_waited_for() {
        state.set("confirmed");
        StepVerifier.withVirtualTime(() -> outcomes.await(id, PATIENCE, read, "confirmed"::equals))
                .expectSubscription()
                .thenAwait(Duration.ZERO)
                .expectNext("confirmed")
                .verifyComplete();
        assertThat(reads).hasValue(1);
    }

    @Test
    void a_decision_wakes_its_waiter_at_once() {
        StepVerifier.withVirtualTime(() -> outcomes.await(id, PATIENCE, read, "confirmed"::equals))
                .expectSubscription()
                .expectNoEvent(LOOK_EVERY.dividedBy(2))
                .then(() -> {
                    state.set("confirmed");
                    outcomes.decided(id);
                })
                // no time passes
                .expectNext("confirmed")
                .verifyComplete();
    }

    @Test
    void every_waiter_is_woken() {
        StepVerifier.withVirtualTime(() -> Mono.zip(
                        outcomes.await(id, PATIENCE, read, "confirmed"::equals),
                        outcomes.await(id, PATIENCE, read, "confirmed"::equals)))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(10))
                .then(() -> {
                    state.set("confirmed");
                    outcomes.decided(id);
                })
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void a_decision_made_elsewhere_is_found_by_looking() {
        StepVerifier.withVirtualTime(() -> outcomes.await(id, PATIENCE, read, "confirmed"::equals))
                .expectSubscription()
                .expectNoEvent(LOOK_EVERY.dividedBy(2))
                .then(() -> state.set("confirmed"))
                .thenAwait(LOOK_EVERY)
                .expectNext("confirmed")
                .verifyComplete();
    }

    @Test
    void when_patience_ends_the_state_is_told_as_it_is() {
        StepVerifier.withVirtualTime(() -> outcomes.await(id, PATIENCE, read, "confirmed"::equals))
                .expectSubscription()
                .expectNoEvent(PATIENCE.minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .expectNext("pending")
                .verifyComplete();
    }

    @Test
    void a_decision_about_something_else_wakes_nobody_and_one_that_nobody_waits_for_is_no_error() {
        outcomes.decided(id);
        StepVerifier.withVirtualTime(() -> outcomes.await(id, PATIENCE, read, s -> reads.get() > 1))
                .expectSubscription()
                .then(() -> outcomes.decided(UUID.randomUUID()))
                .expectNoEvent(LOOK_EVERY.minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .expectNext("pending")
                .verifyComplete();
    }

    @Test
    void a_failing_read_is_told() {
        StepVerifier.create(outcomes.await(id, PATIENCE, Mono.error(new IllegalStateException("away")), s -> true))
                .verifyErrorMessage("away");
    }
}
