package dev.erp.auth.user;

import dev.erp.chassis.web.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hashes passwords and compares them: bcrypt, on threads of its own, because one comparison takes about a quarter of a second of
 * CPU and would stop everybody on an event loop. When too many wait already, the answer is 503.
 */
@Component
public class Passwords implements DisposableBean {

    /** bcrypt reads no further; longer passwords are refused, because cutting them would accept wrong ones. */
    static final int MAX_BYTES = 72;
    /** In characters. */
    static final int MIN_LENGTH = 12;

    private static final int IDLE_SECONDS = 60;

    private final BCryptPasswordEncoder bcrypt;
    private final Timer timer;
    private final Scheduler scheduler;
    private final Mono<String> nobodysHash;

    Passwords(PasswordProperties properties, MeterRegistry registry) {
        this.bcrypt = new BCryptPasswordEncoder(properties.bcryptCost());
        this.timer = Timer.builder("erp.auth.bcrypt")
                .description("passwords hashed or compared")
                .register(registry);
        this.scheduler = Schedulers.newBoundedElastic(
                properties.threads(), properties.bcryptQueue(), "bcrypt", IDLE_SECONDS, true);
        this.nobodysHash = run(() -> bcrypt.encode("the password of nobody")).cache();
        // made now: whoever asks first must not wait for it, which would tell that nobody has this name
        nobodysHash.subscribe();
    }

    /**
     * What a new password must be.
     *
     * @param field where the password was in the input
     * @throws Problem 400 with the limit
     */
    public static void requireGood(String field, String password, String username) {
        if (password.codePointCount(0, password.length()) < MIN_LENGTH) {
            throw Problem.invalid(field, "too_short", "must have at least " + MIN_LENGTH + " characters");
        }
        requireComparable(field, password);
        if (password.toLowerCase(Locale.ROOT).equals(username)) {
            throw Problem.invalid(field, "is_username", "must not be the user name");
        }
    }

    /**
     * What bcrypt can take.
     *
     * @throws Problem 400 with the limit
     */
    public static void requireComparable(String field, String password) {
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw Problem.invalid(field, "too_long", "must have at most " + MAX_BYTES + " bytes in UTF-8");
        }
    }

    public Mono<String> hash(String password) {
        return run(() -> bcrypt.encode(password));
    }

    /** Whether it is the password of the hash. Without a hash it never is, and takes as long to say so. */
    public Mono<Boolean> matches(String password, Optional<String> hash) {
        return hash.map(Mono::just)
                .orElse(nobodysHash)
                .flatMap(against -> run(() -> bcrypt.matches(password, against)))
                .map(equal -> equal && hash.isPresent());
    }

    private <T> Mono<T> run(Callable<T> work) {
        return Mono.fromCallable(() -> timer.recordCallable(work))
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, _ -> new Problem(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "overloaded",
                                "Too many passwords are being checked. Try again in a few seconds.")
                        .header("Retry-After", "5"));
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
