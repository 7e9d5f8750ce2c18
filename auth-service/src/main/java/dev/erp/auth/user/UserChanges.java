package dev.erp.auth.user;

import dev.erp.auth.role.Roles;
import dev.erp.auth.session.EndReason;
import dev.erp.auth.session.Sessions;
import dev.erp.auth.token.Epochs;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Changes users, each in the caller's transaction and under the lock of the user's row. What it changes counts at once. */
@Component
class UserChanges {

    private static final Logger LOG = LoggerFactory.getLogger(UserChanges.class);

    private final DatabaseClient database;
    private final Users users;
    private final Roles roles;
    private final Sessions sessions;
    private final Epochs epochs;
    private final Outbox outbox;
    private final Clock clock;

    UserChanges(
            DatabaseClient database,
            Users users,
            Roles roles,
            Sessions sessions,
            Epochs epochs,
            Outbox outbox,
            Clock clock) {
        this.database = database;
        this.users = users;
        this.roles = roles;
        this.sessions = sessions;
        this.epochs = epochs;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Changes name and roles.
     *
     * @throws Problem 404; 412; 400 for an unknown role; 403 for a role with more rights than the caller's; 409 for the last admin
     */
    Mono<User> change(UUID id, IfMatch ifMatch, UnaryOperator<UserDetails> change, Caller caller) {
        return apply(id, caller, user -> {
            ifMatch.require(user.version());
            UserDetails wanted = change.apply(user.details());
            List<String> given = wanted.roles().stream()
                    .filter(role -> !user.roles().contains(role))
                    .toList();
            return roles.requireGrantable("roles", given, caller).thenReturn(user.change(wanted));
        });
    }

    /** A second time changes nothing. @throws Problem 404; 409 for the last admin */
    Mono<User> disable(UUID id, Caller caller) {
        return apply(id, caller, user -> Mono.just(user.disable()))
                .delayUntil(user -> sessions.endAll(id, null, EndReason.USER_DISABLED, caller.inProcess(id)));
    }

    /**
     * Disables the account of somebody who has left. The last admin's stays, or nobody could let anybody in any more: that is logged and
     * published. An account that there is not (any more), or that is disabled already, is left as it is.
     *
     * @param employee who has left
     */
    Mono<Void> disableLeaver(UUID id, UUID employee, Origin origin) {
        return lockAdmins()
                .then(Mono.defer(() -> users.lock(id)))
                .flatMap(user -> {
                    User.Change change = user.disable();
                    Mono<User.Change> decided = user.losesAdmin(change.user())
                            ? anotherAdmin(id).map(another -> another ? change : user.refuseDisabling(employee))
                            : Mono.just(change);
                    return decided.flatMap(done -> save(done, origin).then(endSessions(done, origin)));
                })
                .onErrorResume(
                        e -> e instanceof Problem problem && problem.code().equals("not_found"), _ -> {
                            LOG.warn("Employee {} has left, but their account {} is not here", employee, id);
                            return Mono.empty();
                        });
    }

    private Mono<Void> endSessions(User.Change done, Origin origin) {
        UUID id = done.user().id();
        if (done.touchesRights()) {
            return sessions.endAll(id, null, EndReason.USER_DISABLED, origin);
        }
        return Mono.fromRunnable(() -> {
            if (!done.events().isEmpty()) {
                LOG.error(
                        "{} has left, but is the last active admin and was not disabled: make somebody else admin first",
                        done.user().username());
            }
        });
    }

    /** A second time changes nothing. @throws Problem 404 */
    Mono<User> enable(UUID id, Caller caller) {
        return apply(id, caller, user -> Mono.just(user.enable()));
    }

    /** @throws Problem 404; 409 for somebody who has a history, and for the last admin */
    Mono<Void> delete(UUID id, Caller caller) {
        return apply(id, caller, user -> Mono.just(user.delete()))
                .then(Mono.defer(() -> database.sql("DELETE FROM app_user WHERE id = :id")
                        .bind("id", id)
                        .then()));
    }

    private Mono<User> apply(UUID id, Caller caller, Function<User, Mono<User.Change>> rule) {
        return lockAdmins().then(Mono.defer(() -> users.lock(id))).flatMap(user -> rule.apply(user)
                .flatMap(change -> (user.losesAdmin(change.user()) ? requireAnotherAdmin(id) : Mono.<Void>empty())
                        .then(Mono.defer(() -> save(change, caller.inProcess(id))))));
    }

    /** Who takes an admin away waits here for whoever does the same, so that the two do not take the last two. */
    private Mono<Void> lockAdmins() {
        return database.sql("SELECT pg_advisory_xact_lock(hashtextextended('auth.admins', 0))::text")
                .fetch()
                .first()
                .then();
    }

    private Mono<Void> requireAnotherAdmin(UUID id) {
        return anotherAdmin(id)
                .flatMap(another -> another
                        ? Mono.empty()
                        : Mono.error(Problem.conflict(
                                "last_admin", "This is the last active admin: make somebody else admin first.")));
    }

    private Mono<Boolean> anotherAdmin(UUID id) {
        return database.sql("""
                        SELECT EXISTS (SELECT FROM app_user
                                         JOIN user_role ON user_id = id
                                        WHERE role = :admin AND status = 'active' AND id <> :id) AS another
                        """)
                .bind("admin", Roles.ADMIN)
                .bind("id", id)
                .map(row -> row.get("another", Boolean.class))
                .one();
    }

    private Mono<User> save(User.Change change, Origin origin) {
        if (change.events().isEmpty()) {
            return Mono.just(change.user());
        }
        Instant now = clock.instant();
        User user = change.user();
        return database.sql("""
                        WITH taken AS (
                            DELETE FROM user_role WHERE user_id = :id AND role <> ALL (:roles)
                        ), given AS (
                            INSERT INTO user_role (user_id, role) SELECT :id, unnest(:roles::text[]) ON CONFLICT DO NOTHING
                        )
                        UPDATE app_user
                           SET display_name = :displayName, status = :status, version = :version, updated_at = :now
                         WHERE id = :id
                        """)
                .bind("id", user.id())
                .bind("roles", user.roles().toArray(String[]::new))
                .bind("displayName", user.displayName())
                .bind("status", user.status())
                .bind("version", user.version())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .then()
                .then(Mono.defer(() -> outbox.append(events(change, now, origin))))
                .then(Mono.defer(() -> change.touchesRights() ? epochs.beginNew(user.id(), origin) : Mono.empty()))
                .thenReturn(user);
    }

    private static List<NewEvent> events(User.Change change, Instant now, Origin origin) {
        long before = change.user().version() - change.events().size();
        return IntStream.range(0, change.events().size())
                .mapToObj(i -> change.events().get(i).published(before + 1 + i, now, origin))
                .toList();
    }
}
