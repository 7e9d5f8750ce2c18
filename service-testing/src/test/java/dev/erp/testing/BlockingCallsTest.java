package dev.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** BlockHound is at work in the tests of this module and of all that use it. */
class BlockingCallsTest {

    @Test
    void a_blocking_call_on_an_event_loop_fails_and_is_remembered_even_when_the_error_is_swallowed() {
        BlockingCalls.take();
        Mono<String> blocking = Mono.fromCallable(() -> {
                    TimeUnit.MILLISECONDS.sleep(1);
                    return "slept";
                })
                .subscribeOn(Schedulers.parallel());

        assertThatThrownBy(blocking::block).hasCauseInstanceOf(BlockingOperationError.class);
        assertThat(blocking.onErrorReturn("swallowed").block()).isEqualTo("swallowed");
        assertThat(BlockingCalls.take()).hasSize(2).allMatch(call -> call.contains("sleep"));
    }

    @Test
    void a_blocking_call_on_a_thread_made_for_it_is_right() {
        String slept = Mono.fromCallable(() -> {
                    TimeUnit.MILLISECONDS.sleep(1);
                    return "slept";
                })
                .subscribeOn(Schedulers.boundedElastic())
                .block();

        assertThat(slept).isEqualTo("slept");
        assertThat(BlockingCalls.take()).isEmpty();
    }
}
