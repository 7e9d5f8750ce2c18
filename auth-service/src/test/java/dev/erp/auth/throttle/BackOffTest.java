package dev.erp.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackOffTest {

    static List<BackOff> all() {
        return List.of(BackOff.ACCOUNT_AT_ADDRESS, BackOff.ACCOUNT, BackOff.ADDRESS);
    }

    @Test
    void the_first_failures_cost_nothing_and_then_each_doubles_the_wait() {
        var backOff = new BackOff(5, Duration.ofMinutes(15));

        assertThat(backOff.after(0)).isZero();
        assertThat(backOff.after(5)).isZero();
        assertThat(backOff.after(6)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backOff.after(7)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backOff.after(10)).isEqualTo(Duration.ofSeconds(16));
    }

    @ParameterizedTest
    @MethodSource("all")
    void no_number_of_failures_locks_anybody_out_for_good(BackOff backOff) {
        assertThat(backOff.after(1_000_000)).isEqualTo(backOff.longest());
        assertThat(backOff.after(Integer.MAX_VALUE)).isEqualTo(backOff.longest());
        assertThat(backOff.longest()).isLessThanOrEqualTo(Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_waits_for_the_database_are_the_rule_and_end_with_the_longest(BackOff backOff) {
        Long[] seconds = backOff.seconds();

        for (int n = 1; n <= seconds.length; n++) {
            assertThat(seconds[n - 1]).isEqualTo(backOff.after(n).toSeconds());
        }
        assertThat(seconds[seconds.length - 1]).isEqualTo(backOff.longest().toSeconds());
    }
}
