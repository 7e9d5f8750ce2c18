package dev.erp.auth.session;

import dev.erp.auth.session.Session.Verdict;
import dev.erp.auth.token.AccessTokens;
import dev.erp.auth.token.Account;
import dev.erp.auth.token.Accounts;
import dev.erp.auth.token.RevocationEvent;
import dev.erp.auth.token.Secret;
import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.persistence.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Begins, refreshes and ends sessions. */
@Component
public class Sessions {

    private static final String REFRESH_PREFIX = "erp_rt_";

    private final SessionTable table;
    private final Accounts accounts;
    private final AccessTokens tokens;
    private final Transactions transactions;
    private final Outbox outbox;
    private final SessionProperties properties;
    private final Clock clock;

    Sessions(
            SessionTable table,
            Accounts accounts,
            AccessTokens tokens,
            Transactions transactions,
            Outbox outbox,
            SessionProperties properties,
            Clock clock) {
        this.table = table;
        this.accounts = accounts;
        this.tokens = tokens;
        this.transactions = transactions;
        this.outbox = outbox;
        this.properties = properties;
        this.clock = clock;
    }

    /** A session with its account and a refresh token that nobody has yet. */
    private record Fresh(Session session, Account account, Secret token) {}

    /**
     * Begins a session of a user whose password was right.
     *
     * @param verified as the user was when the password was compared
     * @param newHash of the same password by today's cost, or null when the stored one is good
     * @return empty when the user was disabled or got another password meanwhile
     */
    public Mono<SessionTokens> begin(Account verified, String newHash, Visitor visitor) {
        Instant now = clock.instant();
        Secret token = Secret.random(REFRESH_PREFIX);
        var session = new Session(
                Ids.next(),
                verified.id(),
                1,
                visitor.address(),
                visitor.device(),
                now,
                now,
                now.plus(properties.life()),
                null);
        var begun = new SessionEvent.LoggedIn(verified.id(), verified.username(), visitor.address())
                .published(session.id(), 1, now, origin(verified, session.id(), visitor));
        // the row of the user is locked from here on: whoever disables them comes before, or ends this session too
        return transactions
                .run(table.noteLogin(verified, newHash, now).flatMap(_ -> table.insert(session, token.hash())
                        .then(Mono.defer(() -> outbox.append(List.of(begun))))
                        .then(Mono.defer(() -> accounts.byId(verified.id())))
                        .map(account -> new Fresh(session, account, token))))
                .flatMap(this::issue);
    }

    /**
     * Makes new tokens of a refresh token.
     *
     * @return empty when the token is not good (any more)
     */
    public Mono<SessionTokens> refresh(String refreshToken, Visitor visitor) {
        return transactions
                .run(table.lock(Secret.hash(refreshToken)).flatMap(found -> {
                    Instant now = clock.instant();
                    Verdict verdict = found.session().judge(found.usedAt(), now, properties.idle());
                    return switch (verdict) {
                        case OVER -> Mono.<Fresh>empty();
                        case REUSED -> endReused(found.session(), visitor, now).then(Mono.<Fresh>empty());
                        case REFRESH -> goOn(found.session(), refreshToken, visitor, now);
                    };
                }))
                .flatMap(this::issue);
    }

    private Mono<Fresh> goOn(Session session, String used, Visitor visitor, Instant now) {
        Secret next = Secret.random(REFRESH_PREFIX);
        return accounts.byId(session.userId()).filter(Account::active).flatMap(account -> table.rotate(
                        session.id(), Secret.hash(used), next.hash(), visitor, now)
                .thenReturn(new Fresh(session, account, next)));
    }

    private Mono<SessionTokens> issue(Fresh fresh) {
        long seconds =
                Duration.between(clock.instant(), fresh.session.expiresAt()).toSeconds();
        return tokens.issueTo(fresh.account.in(fresh.session.id()))
                .map(access -> SessionTokens.of(access, fresh.token, seconds, fresh.session.id()));
    }

    private Mono<Void> endReused(Session session, Visitor visitor, Instant now) {
        var origin = new Origin(Visitor.ANONYMOUS, session.id(), null, visitor.traceparent(), visitor.circumstances());
        NewEvent reused = new SessionEvent.RefreshReused(session.userId(), visitor.address())
                .published(session.id(), session.version() + 1, now, origin);
        return table.countUp(session.id())
                .then(Mono.defer(() -> outbox.append(List.of(reused))))
                .then(Mono.defer(() -> end(session.id(), EndReason.REFRESH_REUSED, origin)));
    }

    /**
     * Ends the session of a refresh token, used or not; what is no token of a session changes nothing.
     */
    public Mono<Void> logOut(String refreshToken, Visitor visitor) {
        return transactions.run(table.lock(Secret.hash(refreshToken))
                .flatMap(found -> accounts.byId(found.session().userId())
                        .flatMap(account -> end(
                                found.session().id(),
                                EndReason.LOGGED_OUT,
                                origin(account, found.session().id(), visitor)))));
    }

    /** Ends one session, in the caller's transaction, and takes its access tokens back. One that has ended stays as it is. */
    Mono<Void> end(UUID session, EndReason reason, Origin origin) {
        Instant now = clock.instant();
        return table.end(session, reason, now)
                .flatMap(ended -> outbox.append(List.of(
                        new SessionEvent.Ended(ended.userId(), reason.code())
                                .published(session, ended.version(), now, origin),
                        RevocationEvent.ofSession(session).published(now, origin))));
    }

    /**
     * Ends the sessions of a user, in the caller's transaction. Their access tokens are not taken back by this: whoever ends all of them
     * begins a new epoch too.
     *
     * @param except goes on; null for none
     */
    public Mono<Void> endAll(UUID user, UUID except, EndReason reason, Origin origin) {
        Instant now = clock.instant();
        return table.endAll(user, except, reason, now)
                .map(ended ->
                        new SessionEvent.Ended(user, reason.code()).published(ended.id(), ended.version(), now, origin))
                .collectList()
                .flatMap(outbox::append);
    }

    private static Origin origin(Account account, UUID session, Visitor visitor) {
        return new Origin(
                new Actor(account.id().toString(), account.displayName()),
                session,
                null,
                visitor.traceparent(),
                visitor.circumstances());
    }
}
