package dev.erp.auth.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.web.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class PasswordsTest {

    private final Passwords passwords = new Passwords(new PasswordProperties(4, 1, 2), new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        passwords.destroy();
    }

    @Test
    void the_right_password_matches_and_a_wrong_one_does_not() {
        String hash = passwords.hash("the right password").block();

        assertThat(passwords.matches("the right password", Optional.of(hash)).block())
                .isTrue();
        assertThat(passwords.matches("the wrong password", Optional.of(hash)).block())
                .isFalse();
    }

    @Test
    void nobody_has_no_password() {
        assertThat(passwords.matches("the password of nobody", Optional.empty()).block())
                .isFalse();
    }

    @Test
    void the_same_password_never_has_the_same_hash() {
        assertThat(passwords.hash("the same password").block())
                .isNotEqualTo(passwords.hash("the same password").block());
    }

    @Test
    void when_too_many_wait_the_next_is_told_to_come_back() {
        // one thread, two places in its queue; cost 13 takes long enough to fill them
        var busy = new Passwords(new PasswordProperties(13, 1, 2), new SimpleMeterRegistry());
        try {
            // the hash of nobody, which is made at the start, is out of the way
            busy.matches("whatever", Optional.empty()).block();
            List<CompletableFuture<String>> asked = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                asked.add(busy.hash("password " + i).toFuture());
            }

            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                    .handle((all, failure) -> null)
                    .join();

            List<Throwable> refused = asked.stream()
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .map(CompletableFuture::exceptionNow)
                    .toList();
            assertThat(refused).hasSizeBetween(7, 8).allSatisfy(failure -> {
                assertThat(failure).isInstanceOf(Problem.class);
                assertThat(((Problem) failure).status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
            });
        } finally {
            busy.destroy();
        }
    }

    @Test
    void seventy_two_bytes_fit_and_seventy_three_do_not() {
        Passwords.requireGood("password", "x".repeat(72), "name");
        assertThatThrownBy(() -> Passwords.requireGood("password", "x".repeat(73), "name"))
                .hasMessageContaining("72 bytes");
        assertThatThrownBy(() -> Passwords.requireComparable("password", "ü".repeat(37)))
                .hasMessageContaining("72 bytes");
    }
}
