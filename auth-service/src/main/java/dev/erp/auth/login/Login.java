package dev.erp.auth.login;

import dev.erp.auth.login.SessionEvent.LoggedIn;
import dev.erp.auth.login.SessionEvent.LoginFailed;
import dev.erp.auth.user.Passwords;
import dev.erp.chassis.event.Actor;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.web.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Logging in. An unknown user, a wrong password and a disabled user get the same answer after the same time. */
@Component
class Login {

    /** Who failed to log in is not known. */
    private static final Actor NOBODY = new Actor("anonymous", "anonymous");

    private final Accounts accounts;
    private final Passwords passwords;
    private final AccessTokens tokens;
    private final Outbox outbox;
    private final Clock clock;

    Login(Accounts accounts, Passwords passwords, AccessTokens tokens, Outbox outbox, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.tokens = tokens;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @throws Problem 401, always the same
     */
    Mono<AccessToken> login(LoginRequest request, Visitor visitor) {
        Passwords.requireComparable("password", request.password());
        return accounts.byUsername(request.username().strip().toLowerCase(Locale.ROOT))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(account -> passwords
                        .matches(request.password(), account.map(Account::passwordHash))
                        .flatMap(matches -> reasonAgainst(account, matches)
                                .map(reason -> refuse(request, visitor, reason))
                                .orElseGet(() -> admit(account.orElseThrow(), visitor))));
    }

    private static Optional<String> reasonAgainst(Optional<Account> account, boolean passwordMatches) {
        if (account.isEmpty()) {
            return Optional.of(LoginFailed.UNKNOWN_USER);
        }
        if (!passwordMatches) {
            return Optional.of(LoginFailed.WRONG_PASSWORD);
        }
        return account.get().active() ? Optional.empty() : Optional.of(LoginFailed.USER_DISABLED);
    }

    private Mono<AccessToken> refuse(LoginRequest request, Visitor visitor, String reason) {
        return publish(new LoginFailed(request.username(), visitor.address(), reason), NOBODY, visitor)
                .then(Mono.error(() -> new Problem(
                                HttpStatus.UNAUTHORIZED,
                                "invalid_credentials",
                                "The user name or the password is not right.")
                        .header("WWW-Authenticate", "Bearer")));
    }

    private Mono<AccessToken> admit(Account account, Visitor visitor) {
        var actor = new Actor(account.id().toString(), account.displayName());
        return tokens.issueTo(account)
                .delayUntil(_ ->
                        publish(new LoggedIn(account.id(), account.username(), visitor.address()), actor, visitor));
    }

    private Mono<Void> publish(SessionEvent event, Actor actor, Visitor visitor) {
        return outbox.append(List.of(event.published(actor, clock.instant(), visitor.traceparent())));
    }
}
