package dev.erp.auth.login;

import dev.erp.auth.session.SessionEvent.LoginFailed;
import dev.erp.auth.session.SessionTokens;
import dev.erp.auth.session.Sessions;
import dev.erp.auth.session.Visitor;
import dev.erp.auth.throttle.Attempts;
import dev.erp.auth.throttle.Limit;
import dev.erp.auth.token.Account;
import dev.erp.auth.token.Accounts;
import dev.erp.auth.user.Passwords;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.web.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Logging in. An unknown user, a wrong password and a disabled user get the same answer after the same time. */
@Component
class Login {

    private static final String WHAT = "login";
    /** Where somebody has logged in within this time they are known. */
    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    private final Accounts accounts;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Sessions sessions;
    private final Outbox outbox;
    private final Clock clock;

    Login(Accounts accounts, Passwords passwords, Attempts attempts, Sessions sessions, Outbox outbox, Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
        this.sessions = sessions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @throws Problem 401, always the same; 429 after too many failures
     */
    Mono<SessionTokens> login(LoginRequest request, Visitor visitor) {
        Passwords.requireComparable("password", request.password());
        String username = request.username().strip().toLowerCase(Locale.ROOT);
        return accounts.isKnownAt(username, visitor.address(), clock.instant().minus(KNOWN_FOR))
                .flatMap(known -> {
                    List<Limit> limits = limits(username, visitor.address(), known);
                    return attempts.begin(limits, visitor.address())
                            .then(Mono.defer(() -> check(username, request, visitor)))
                            .delayUntil(tokens -> attempts.succeeded(limits));
                });
    }

    /** Who is known where they are is not stopped by what others do: by guesses from elsewhere, or by a neighbour's. */
    private static List<Limit> limits(String username, String address, boolean known) {
        Limit own = Limit.accountAtAddress(WHAT, username, address);
        return known ? List.of(own) : List.of(own, Limit.account(WHAT, username), Limit.address(WHAT, address));
    }

    private Mono<SessionTokens> check(String username, LoginRequest request, Visitor visitor) {
        return accounts.byUsername(username)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(account -> passwords
                        .matches(request.password(), account.map(Account::passwordHash))
                        .flatMap(matches -> reasonAgainst(account, matches)
                                .map(reason -> refuse(request, visitor, reason))
                                .orElseGet(() -> admit(account.orElseThrow(), request, visitor))));
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

    private Mono<SessionTokens> refuse(LoginRequest request, Visitor visitor, String reason) {
        var failed = new LoginFailed(request.username(), visitor.address(), reason);
        return outbox.append(List.of(failed.published(clock.instant(), visitor)))
                .then(Mono.error(() -> new Problem(
                                HttpStatus.UNAUTHORIZED,
                                "invalid_credentials",
                                "The user name or the password is not right.")
                        .header("WWW-Authenticate", "Bearer")));
    }

    private Mono<SessionTokens> admit(Account account, LoginRequest request, Visitor visitor) {
        return passwords
                .rehash(request.password(), account.passwordHash())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(newHash -> sessions.begin(account, newHash.orElse(null), visitor))
                .switchIfEmpty(Mono.defer(() -> refuse(request, visitor, LoginFailed.USER_DISABLED)));
    }
}
