package dev.erp.auth.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.web.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

class PasswordsTest {

    private final Passwords passwords =
            new Passwords(new PasswordProperties(4, 1, 0, 2, Duration.ofSeconds(10)), new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        passwords.destroy();
    }

    @Test
    void the_right_password_matches_and_a_wrong_one_does_not() {
        String hash = hash("the right password").block();

        assertThat(passwords.matches("the right password", Optional.of(hash)).block())
                .isTrue();
        assertThat(passwords.matches("the wrong password", Optional.of(hash)).block())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1234",
                "passwordpassword",
                "qwertyuiop123",
                "aaaaaaaaaaaaaaaaaaaaaaaa",
                "123456789012",
                "P@ssw0rd2024!",
                "iloveyou1234"
            })
    void what_many_people_take_or_a_pattern_makes_is_refused(String password) {
        assertThatThrownBy(() -> Passwords.requireGood("newPassword", password, "sonia"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        refused -> assertThat(refused.errors()).singleElement().satisfies(error -> {
                            assertThat(error.field()).isEqualTo("newPassword");
                            assertThat(error.code()).isEqualTo("too_common");
                        }));
    }

    @Test
    void a_password_does_not_contain_the_user_name() {
        assertThatThrownBy(() -> Passwords.requireGood("password", "Sonia has a horse 17", "sonia"))
                .hasMessageContaining("must not contain the user name");
    }

    @Test
    void a_hash_of_an_older_cost_is_made_anew_and_one_of_today_is_not() {
        var stronger =
                new Passwords(new PasswordProperties(5, 1, 0, 10, Duration.ofSeconds(10)), new SimpleMeterRegistry());
        try {
            String old = hash("correct horse battery").block();

            String renewed = stronger.rehash("correct horse battery", old).block();

            assertThat(renewed).startsWith("$2a$05$");
            assertThat(stronger.rehash("correct horse battery", renewed).block())
                    .isNull();
        } finally {
            stronger.destroy();
        }
    }

    @Test
    void nobody_has_no_password() {
        assertThat(passwords.matches("the password of nobody", Optional.empty()).block())
                .isFalse();
    }

    @Test
    void the_same_password_never_has_the_same_hash() {
        assertThat(hash("the same password").block())
                .isNotEqualTo(hash("the same password").block());
    }

    @Test
    void when_too_many_wait_the_next_is_told_to_come_back() {
        // one thread, two places in its queue; cost 13 takes long enough to fill them
        var busy =
                new Passwords(new PasswordProperties(13, 1, 0, 2, Duration.ofSeconds(10)), new SimpleMeterRegistry());
        try {
            // the hash of nobody, which is made at the start, is out of the way
            busy.matches("whatever", Optional.empty()).block();
            List<CompletableFuture<String>> asked = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                asked.add(busy.hashGood("password", "correct horse battery " + i, "name")
                        .toFuture());
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
                assertThat(((Problem) failure).status()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
            });
        } finally {
            busy.destroy();
        }
    }

    @Test
    void who_has_waited_for_too_long_is_told_to_come_back_and_costs_nothing_more() {
        var slow =
                new Passwords(new PasswordProperties(14, 1, 0, 10, Duration.ofMillis(300)), new SimpleMeterRegistry());
        try {
            // the hash of nobody, which is made at the start, is out of the way
            slow.matches("whatever", Optional.empty()).onErrorComplete().block();
            CompletableFuture<String> first = slow.hashGood("password", "correct horse battery one", "name")
                    .toFuture();
            CompletableFuture<String> second = slow.hashGood("password", "correct horse battery two", "name")
                    .toFuture();

            assertThatThrownBy(second::join).hasCauseInstanceOf(Problem.class).hasMessageContaining("Too many");
            assertThat(first).isCompleted();
        } finally {
            slow.destroy();
        }
    }

    @Test
    void seventy_two_bytes_fit_and_seventy_three_do_not() {
        String seventyTwo = "seven correct horses have a battery of staples in their 72 byte stable!!";
        Passwords.requireGood("password", seventyTwo, "name");
        assertThatThrownBy(() -> Passwords.requireGood("password", seventyTwo + "!", "name"))
                .hasMessageContaining("72 bytes");
        assertThatThrownBy(() -> Passwords.requireComparable("password", "ü".repeat(37)))
                .hasMessageContaining("72 bytes");
    }

    private Mono<String> hash(String password) {
        return passwords.hashGood("password", password, "name");
    }
}
