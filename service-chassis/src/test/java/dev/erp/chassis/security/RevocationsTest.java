package dev.erp.chassis.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.event.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RevocationsTest {

    private static final Duration KEEP = Duration.ofMinutes(15);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final UUID subject = UUID.randomUUID();
    private final UUID session = UUID.randomUUID();
    private final MovableClock clock = new MovableClock();
    private final Revocations revocations = new Revocations(clock, KEEP);

    @Test
    void tokens_of_an_older_epoch_are_refused_and_no_others() {
        revocations.add(new Revocation.OfSubject(subject, 4), NOON);

        assertThat(revocations.refuse(caller(subject, 3, null))).isTrue();
        assertThat(revocations.refuse(caller(subject, 0, session))).isTrue();
        assertThat(revocations.refuse(caller(subject, 4, null))).isFalse();
        assertThat(revocations.refuse(caller(subject, 5, null))).isFalse();
        assertThat(revocations.refuse(caller(UUID.randomUUID(), 0, null))).isFalse();
    }

    @Test
    void of_two_epochs_the_higher_counts_in_whatever_order_they_come() {
        UUID other = UUID.randomUUID();
        for (long epoch : List.of(7L, 4L)) {
            revocations.add(new Revocation.OfSubject(subject, epoch), NOON);
            revocations.add(new Revocation.OfSubject(other, 11 - epoch), NOON);
        }

        assertThat(revocations.refuse(caller(subject, 6, null))).isTrue();
        assertThat(revocations.refuse(caller(other, 6, null))).isTrue();
        assertThat(revocations.refuse(caller(subject, 7, null))).isFalse();
        assertThat(revocations.refuse(caller(other, 7, null))).isFalse();
        assertThat(revocations.size()).isEqualTo(2);
    }

    @Test
    void all_tokens_of_a_session_are_refused_and_no_others() {
        revocations.add(new Revocation.OfSession(session), NOON);

        assertThat(revocations.refuse(caller(subject, 9, session))).isTrue();
        assertThat(revocations.refuse(caller(subject, 9, UUID.randomUUID()))).isFalse();
        assertThat(revocations.refuse(caller(subject, 9, null))).isFalse();
    }

    @Test
    void a_revocation_is_forgotten_when_no_token_from_before_it_can_live() {
        revocations.add(new Revocation.OfSubject(subject, 4), NOON);
        revocations.add(new Revocation.OfSession(session), NOON);

        clock.now = NOON.plus(KEEP);
        revocations.forget();
        assertThat(revocations.refuse(caller(subject, 3, null))).isTrue();
        assertThat(revocations.refuse(caller(subject, 9, session))).isTrue();

        clock.now = NOON.plus(KEEP).plusMillis(1);
        revocations.forget();
        assertThat(revocations.size()).isZero();
    }

    @Test
    void the_later_of_two_revocations_says_when_both_are_forgotten() {
        revocations.add(new Revocation.OfSubject(subject, 5), NOON.plusSeconds(60));
        revocations.add(new Revocation.OfSubject(subject, 4), NOON);

        clock.now = NOON.plus(KEEP).plusSeconds(60);
        revocations.forget();
        assertThat(revocations.refuse(caller(subject, 4, null))).isTrue();
    }

    @Test
    void one_that_is_too_old_to_matter_is_not_remembered() {
        revocations.add(new Revocation.OfSubject(subject, 4), NOON.minus(KEEP).minusMillis(1));
        revocations.add(new Revocation.OfSession(session), Instant.MIN);

        assertThat(revocations.size()).isZero();
    }

    @Test
    void one_from_a_wild_future_counts_and_is_forgotten_too() {
        revocations.add(new Revocation.OfSession(session), Instant.MAX);
        assertThat(revocations.refuse(caller(subject, 0, session))).isTrue();

        clock.now = NOON.plus(KEEP.multipliedBy(2)).plusMillis(1);
        revocations.forget();
        assertThat(revocations.size()).isZero();
    }

    private static Principal caller(UUID id, long epoch, UUID session) {
        return new Principal(new Actor(id.toString(), "U"), Set.of(), Set.of(), "t", NOON, epoch, session, null);
    }

    private static final class MovableClock extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
