package dev.erp.auth.user;

import com.nulabinc.zxcvbn.Zxcvbn;
import dev.erp.chassis.web.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hashes passwords and compares them: bcrypt, on threads of its own, because one comparison takes about a quarter of a second of
 * CPU and would stop everybody on an event loop. As many as there are cores, so that logins get all of them when nobody else wants
 * one, and nice, so that others go first when they do. They share one queue, so that none rests while another has work waiting. When
 * too many wait already, or somebody has waited for too long, the answer is 429: who asks for passwords too often must not make the
 * gateway believe that the service is ill.
 */
@Component
public class Passwords implements DisposableBean {

    /** bcrypt reads no further; longer passwords are refused, because cutting them would accept wrong ones. */
    static final int MAX_BYTES = 72;
    /** In characters. */
    static final int MIN_LENGTH = 12;

    /**
     * A password that is found with fewer guesses is refused: with bcrypt at cost 12 one core tries a few a second, but a list of
     * stolen hashes is tried on many.
     */
    private static final double MIN_GUESSES_LOG10 = 8;

    /** Knows the lists of common passwords, names, words, and what people do to them (Wheeler, USENIX Security 2016). */
    private static final Zxcvbn GUESSING = new Zxcvbn();

    private static final int IDLE_SECONDS = 60;

    private final BCryptPasswordEncoder bcrypt;
    private final Timer timer;
    private final Duration patience;
    private final Scheduler scheduler;
    private final Mono<String> nobodysHash;

    Passwords(PasswordProperties properties, MeterRegistry registry) {
        this.bcrypt = new BCryptPasswordEncoder(properties.bcryptCost());
        this.timer = Timer.builder("erp.auth.bcrypt")
                .description("passwords hashed or compared")
                .register(registry);
        this.patience = properties.bcryptPatience();
        var threads = new ThreadPoolExecutor(
                properties.threads(),
                properties.threads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(properties.bcryptQueue()),
                new NiceThreads("bcrypt", properties.bcryptNiceness()));
        threads.allowCoreThreadTimeOut(true);
        this.scheduler = Schedulers.fromExecutorService(threads, "bcrypt");
        this.nobodysHash = Mono.fromCallable(() -> bcrypt.encode("the password of nobody"))
                .subscribeOn(scheduler)
                .cache();
        // made now: whoever asks first must not wait for it, which would tell that nobody has this name
        nobodysHash.subscribe();
    }

    /**
     * What a new password must be. Costs some milliseconds of CPU: not for event loops.
     *
     * @param field where the password was in the input
     * @throws Problem 400 with the limit
     */
    static void requireGood(String field, String password, String username) {
        if (password.codePointCount(0, password.length()) < MIN_LENGTH) {
            throw Problem.invalid(field, "too_short", "must have at least " + MIN_LENGTH + " characters");
        }
        requireComparable(field, password);
        if (password.toLowerCase(Locale.ROOT).contains(username)) {
            throw Problem.invalid(field, "is_username", "must not contain the user name");
        }
        if (GUESSING.measure(password, List.of(username, "erp")).getGuessesLog10() < MIN_GUESSES_LOG10) {
            throw Problem.invalid(
                    field,
                    "too_common",
                    "is guessed easily: it is on the lists of common passwords, or made by a pattern");
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

    /** The hash of a new password. @throws Problem 400 when it is not good, see {@link #requireGood} */
    Mono<String> hashGood(String field, String password, String username) {
        return run(() -> {
            requireGood(field, password, username);
            return bcrypt.encode(password);
        });
    }

    /** A hash by today's cost for a password that was just compared with an older one; empty when that is strong enough. */
    public Mono<String> rehash(String password, String hash) {
        return bcrypt.upgradeEncoding(hash) ? run(() -> bcrypt.encode(password)) : Mono.empty();
    }

    /** Whether it is the password of the hash. Without a hash it never is, and takes as long to say so. */
    public Mono<Boolean> matches(String password, Optional<String> hash) {
        return hash.map(Mono::just)
                .orElse(nobodysHash)
                .flatMap(against -> run(() -> bcrypt.matches(password, against)))
                .map(equal -> equal && hash.isPresent());
    }

    private <T> Mono<T> run(Callable<T> work) {
        return Mono.defer(() -> {
                    long asked = System.nanoTime();
                    return Mono.fromCallable(() -> {
                                if (System.nanoTime() - asked > patience.toNanos()) {
                                    throw tooMany();
                                }
                                return timer.recordCallable(work);
                            })
                            .subscribeOn(scheduler);
                })
                .onErrorMap(RejectedExecutionException.class, _ -> tooMany());
    }

    private static Problem tooMany() {
        return new Problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "overloaded",
                        "Too many passwords are being checked. Try again in a few seconds.")
                .header("Retry-After", "5");
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
