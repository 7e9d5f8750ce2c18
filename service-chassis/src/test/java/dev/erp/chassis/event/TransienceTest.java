package dev.erp.chassis.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcRollbackException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;
import reactor.core.publisher.Mono;

/** An outage is waited for; what will never work is put aside. */
class TransienceTest {

    static Stream<Throwable> outages() {
        return Stream.of(
                new R2dbcNonTransientResourceException("connection closed"),
                new R2dbcRollbackException("deadlock"),
                new R2dbcTimeoutException("no connection in time"),
                new R2dbcBadGrammarException("going down", "57P01", 0),
                new R2dbcBadGrammarException("lock not available", "55P03", 0),
                new DataAccessResourceFailureException("away"),
                new CannotAcquireLockException("deadlock"),
                new CannotCreateTransactionException("away"),
                new TimeoutException(),
                new IllegalStateException(new ConnectException("refused")),
                new RuntimeException(new RuntimeException(new IOException("reset"))),
                blockedTooLong());
    }

    @ParameterizedTest
    @MethodSource("outages")
    void an_outage_ends_by_itself(Throwable outage) {
        assertThat(Transience.isTransient(outage)).isTrue();
    }

    static Stream<Throwable> causes() {
        return Stream.of(
                new R2dbcDataIntegrityViolationException("duplicate", "23505"),
                new R2dbcBadGrammarException("no such column", "42703", 0),
                new DataIntegrityViolationException("duplicate"),
                new IllegalStateException("bug"),
                new NullPointerException(),
                new InvalidEventException("made so", new IOException("inside")));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void what_fails_for_its_own_fault_fails_again(Throwable cause) {
        assertThat(Transience.isTransient(cause)).isFalse();
    }

    private static Throwable blockedTooLong() {
        try {
            Mono.never().block(java.time.Duration.ofMillis(1));
            throw new AssertionError("never ends");
        } catch (IllegalStateException e) {
            return e;
        }
    }
}
