package dev.erp.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.auth.session.Session.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration IDLE = Duration.ofDays(7);

    private static Session session(Instant lastUsed, Instant expires, Instant ended) {
        return new Session(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                null,
                null,
                NOW.minus(Duration.ofDays(20)),
                lastUsed,
                expires,
                ended);
    }

    @Test
    void a_token_that_nobody_used_refreshes_a_session_that_goes_on() {
        assertThat(session(NOW, NOW.plusSeconds(1), null).judge(null, NOW, IDLE))
                .isEqualTo(Verdict.REFRESH);
    }

    @Test
    void a_used_token_is_a_reuse_even_within_the_same_instant() {
        assertThat(session(NOW, NOW.plusSeconds(1), null).judge(NOW, NOW, IDLE)).isEqualTo(Verdict.REUSED);
    }

    @Test
    void a_session_is_over_at_its_end_however_much_it_was_used() {
        assertThat(session(NOW, NOW, null).judge(null, NOW, IDLE)).isEqualTo(Verdict.OVER);
    }

    @Test
    void a_session_is_over_when_it_was_idle_for_too_long() {
        Instant later = NOW.plus(Duration.ofDays(30));

        assertThat(session(NOW.minus(IDLE), later, null).judge(null, NOW, IDLE)).isEqualTo(Verdict.OVER);
        assertThat(session(NOW.minus(IDLE).plusMillis(1), later, null).judge(null, NOW, IDLE))
                .isEqualTo(Verdict.REFRESH);
    }

    @Test
    void what_was_ended_stays_ended_and_a_used_token_ends_nothing_again() {
        Session ended = session(NOW, NOW.plusSeconds(60), NOW);

        assertThat(ended.judge(null, NOW, IDLE)).isEqualTo(Verdict.OVER);
        assertThat(ended.judge(NOW, NOW, IDLE)).isEqualTo(Verdict.OVER);
    }
}
