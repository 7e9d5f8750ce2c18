package dev.erp.auth.user;

import dev.erp.auth.role.Roles;
import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.event.Transience;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.Problem;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Creates the user {@code admin} in an empty database, before the service is ready. There is no default password: it is given by
 * {@code erp.admin.password} (ERP_ADMIN_PASSWORD), or generated and shown once in the log.
 */
@Component
class FirstAdmin implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdmin.class);
    private static final String USERNAME = "admin";
    /** Without characters that look alike; 24 of them are more than 130 random bits. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int GENERATED_LENGTH = 24;
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    private final Users users;
    private final Passwords passwords;
    private final DatabaseClient database;
    private final Transactions transactions;
    private final String given;

    FirstAdmin(
            Users users,
            Passwords passwords,
            DatabaseClient database,
            Transactions transactions,
            @Value("${erp.admin.password:}") String given) {
        this.users = users;
        this.passwords = passwords;
        this.database = database;
        this.transactions = transactions;
        this.given = given;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        // the database may be slow to answer, or away for a moment, while everything starts
        createIfNobodyIsThere()
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, RETRY_INTERVAL)
                        .filter(Transience::isTransient)
                        .doBeforeRetry(retry -> LOG.warn(
                                "Whether there are users is not known yet; asking again: {}",
                                retry.failure().toString())))
                .block();
    }

    Mono<Void> createIfNobodyIsThere() {
        return users.exist().flatMap(some -> some ? Mono.empty() : create());
    }

    private Mono<Void> create() {
        return Mono.fromCallable(this::password)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(password -> passwords
                        .hashGood("password", password, USERNAME)
                        .flatMap(hash -> transactions.run(createOnce(password, hash)))
                        .doOnSuccess(user -> tell(user, password)))
                .then();
    }

    /** Of two instances that start at once, the second waits here and finds the admin of the first. */
    private Mono<User> createOnce(String password, String hash) {
        var admin = new NewUser(USERNAME, "Administrator", password, List.of(Roles.ADMIN));
        return database.sql("SELECT pg_advisory_xact_lock(hashtextextended('auth.first_admin', 0))::text")
                .fetch()
                .first()
                .then(Mono.defer(users::exist))
                .flatMap(some -> some
                        ? Mono.empty()
                        : users.create(admin, hash, id -> new Origin(Actor.service("auth-service"), id, null, null)));
    }

    private String password() {
        if (given.isBlank()) {
            return new SecureRandom()
                    .ints(GENERATED_LENGTH, 0, ALPHABET.length())
                    .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                    .collect(Collectors.joining());
        }
        try {
            Passwords.requireGood("password", given, USERNAME);
        } catch (Problem e) {
            throw new IllegalStateException("erp.admin.password (ERP_ADMIN_PASSWORD): " + e.getMessage());
        }
        return given;
    }

    private void tell(User created, String password) {
        if (created == null) {
            return;
        }
        if (given.isBlank()) {
            LOG.warn("Created the first user. This is shown once: user name {}, password {}", USERNAME, password);
        } else {
            LOG.info("Created the first user {} with the password given by erp.admin.password", USERNAME);
        }
    }
}
