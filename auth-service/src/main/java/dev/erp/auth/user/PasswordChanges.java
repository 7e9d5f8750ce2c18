package dev.erp.auth.user;

import dev.erp.auth.role.Roles;
import dev.erp.auth.session.EndReason;
import dev.erp.auth.session.Sessions;
import dev.erp.auth.session.Visitor;
import dev.erp.auth.throttle.Attempts;
import dev.erp.auth.throttle.Limit;
import dev.erp.auth.token.Accounts;
import dev.erp.auth.token.Epochs;
import dev.erp.auth.token.Secret;
import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Changes passwords: by their owner, who knows the old one, or with a one-time token that an admin has issued. */
@Component
class PasswordChanges {

    private static final String CHANGED = "changed";
    private static final String RESET = "reset";
    private static final String TOKEN_PREFIX = "erp_pr_";

    private final PasswordTable table;
    private final Users users;
    private final Roles roles;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Sessions sessions;
    private final Epochs epochs;
    private final Outbox outbox;
    private final Transactions transactions;
    private final Clock clock;
    private final Duration resetLife;

    PasswordChanges(
            PasswordTable table,
            Users users,
            Roles roles,
            Accounts accounts,
            Passwords passwords,
            Attempts attempts,
            Sessions sessions,
            Epochs epochs,
            Outbox outbox,
            Transactions transactions,
            Clock clock,
            @Value("${erp.auth.password-reset-life}") Duration resetLife) {
        this.table = table;
        this.users = users;
        this.roles = roles;
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
        this.sessions = sessions;
        this.epochs = epochs;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
        this.resetLife = resetLife;
    }

    /** @param resetToken shown once; only its hash is kept */
    @Schema(name = "IssuedPasswordReset")
    record IssuedReset(
            @Schema(example = "erp_pr_Zm9yLWRvY3VtZW50YXRpb24tb25seS1ub3QtYS10b2tlbg")
            String resetToken,

            @Schema(example = "2026-11-02T10:15:04.218313Z") Instant expiresAt) {

        /** Never shows the token. */
        @Override
        public String toString() {
            return "IssuedReset[" + expiresAt + "]";
        }
    }

    /**
     * Changes one's own password. Other sessions end, and all access tokens are taken back: this session goes on with a refresh.
     *
     * @param session the caller's, or null
     * @throws Problem 400 when the new one is not good, 422 when the old one is wrong, 429 after too many wrong ones
     */
    Mono<Void> change(UUID id, String current, String next, UUID session, Caller caller) {
        Passwords.requireComparable("currentPassword", current);
        List<Limit> limits = List.of(Limit.account("password", id.toString()));
        return attempts.begin(limits, null)
                .then(Mono.defer(() -> accounts.byId(id)))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("user", id)))
                .flatMap(account -> passwords
                        .matches(current, Optional.of(account.passwordHash()))
                        .flatMap(right -> right ? Mono.just(account) : Mono.error(wrong())))
                .delayUntil(account -> attempts.succeeded(limits))
                .flatMap(account -> passwords.hashGood("newPassword", next, account.username()))
                .flatMap(hash -> transactions.run(replace(id, hash, CHANGED, session, caller.inProcess(id))));
    }

    /**
     * Whoever holds the token can become that user, so nobody issues one for somebody who may do more than they.
     *
     * @throws Problem 404; 403 for a user with more rights than the caller's
     */
    Mono<IssuedReset> issueReset(UUID id, Caller caller) {
        String token = Secret.random(TOKEN_PREFIX).text();
        Instant now = clock.instant();
        Instant expiresAt = now.plus(resetLife);
        return transactions.run(users.lock(id).flatMap(user -> roles.requireGrantable("roles", user.roles(), caller)
                .then(Mono.defer(() -> table.issueReset(id, token, expiresAt)))
                .then(Mono.defer(() -> table.countUp(id, user.version() + 1)))
                .then(Mono.defer(
                        () -> outbox.append(List.of(new UserEvent.PasswordResetIssued(id, user.username(), expiresAt)
                                .published(user.version() + 1, now, caller.inProcess(id))))))
                .thenReturn(new IssuedReset(token, expiresAt))));
    }

    /**
     * Gives a user a new password; all their sessions end.
     *
     * @throws Problem 400 when the new one is not good, 422 when the token is not good (any more), 429 after too many wrong ones
     */
    Mono<Void> reset(String token, String next, Visitor visitor) {
        List<Limit> limits = List.of(Limit.address("password-reset", visitor.address()));
        return attempts.begin(limits, visitor.address())
                .then(Mono.defer(() -> table.findReset(token, clock.instant())))
                .switchIfEmpty(Mono.error(PasswordChanges::notGood))
                .delayUntil(_ -> attempts.succeeded(limits))
                .flatMap(found -> passwords
                        .hashGood("newPassword", next, found.username())
                        .flatMap(hash -> transactions.run(table.takeReset(token, clock.instant())
                                .switchIfEmpty(Mono.error(PasswordChanges::notGood))
                                .flatMap(id -> replace(id, hash, RESET, null, origin(found, visitor))))));
    }

    private Mono<Void> replace(UUID id, String hash, String how, UUID session, Origin origin) {
        Instant now = clock.instant();
        return users.lock(id).flatMap(user -> table.keep(id, hash, user.version() + 1, now)
                .then(Mono.defer(() -> outbox.append(List.of(new UserEvent.PasswordChanged(id, user.username(), how)
                        .published(user.version() + 1, now, origin)))))
                .then(Mono.defer(() -> epochs.beginNew(id, origin)))
                .then(Mono.defer(() -> sessions.endAll(id, session, EndReason.PASSWORD_CHANGED, origin))));
    }

    private static Origin origin(PasswordTable.Reset found, Visitor visitor) {
        var actor = new Actor(found.userId().toString(), found.username());
        return new Origin(actor, found.userId(), null, visitor.traceparent(), visitor.circumstances());
    }

    private static Problem wrong() {
        return Problem.unprocessable(
                "wrong_password", new FieldError("currentPassword", "wrong", "is not the current password"));
    }

    private static Problem notGood() {
        return Problem.unprocessable(
                "invalid_reset_token",
                new FieldError("resetToken", "invalid", "is not good (any more): ask for a new one"));
    }
}
