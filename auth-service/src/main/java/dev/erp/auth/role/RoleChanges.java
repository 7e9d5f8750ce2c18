package dev.erp.auth.role;

import dev.erp.auth.token.Epochs;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes, changes and deletes roles, in the caller's transaction. Whoever has a role that changes gets a new epoch. */
@Component
class RoleChanges {

    private final DatabaseClient database;
    private final Roles roles;
    private final Epochs epochs;
    private final Outbox outbox;
    private final Clock clock;

    RoleChanges(DatabaseClient database, Roles roles, Epochs epochs, Outbox outbox, Clock clock) {
        this.database = database;
        this.roles = roles;
        this.epochs = epochs;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @throws Problem 400 for an unknown permission, 403 for one that the caller does not have, 409 when the name is taken */
    Mono<Role> create(NewRole input, Caller caller) {
        List<String> permissions = input.details().sortedPermissions();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var role = new Role(Ids.next(), input.name(), input.description().strip(), false, permissions, 1, now);
        return roles.requireGrantablePermissions("permissions", input.permissions(), caller)
                .then(Mono.defer(() -> insert(role)))
                .then(Mono.defer(() -> savePermissions(role)))
                .then(Mono.defer(() -> publish(new RoleEvent.Created(role.name(), role.description(), permissions)
                        .published(role, 1, now, caller.inProcess(role.id())))))
                .thenReturn(role);
    }

    /** @throws Problem 404; 412; 400 and 403 as for a new one; 409 for a role that comes with the system */
    Mono<Role> change(String name, IfMatch ifMatch, UnaryOperator<RoleDetails> change, Caller caller) {
        return roles.lock(name).flatMap(role -> {
            ifMatch.require(role.version());
            requireOwn(role);
            RoleDetails wanted = change.apply(role.details());
            List<String> permissions = wanted.sortedPermissions();
            var changed = new Role(
                    role.id(),
                    name,
                    wanted.description().strip(),
                    false,
                    permissions,
                    role.version() + 1,
                    role.createdAt());
            List<String> added = permissions.stream()
                    .filter(permission -> !role.permissions().contains(permission))
                    .toList();
            return changed.details().equals(role.details())
                    ? Mono.just(role)
                    : roles.requireGrantablePermissions("permissions", added, caller)
                            .then(Mono.defer(() -> save(role, changed, caller.inProcess(role.id()))));
        });
    }

    private Mono<Role> save(Role role, Role changed, Origin origin) {
        var before = new RoleEvent.Before(role.description(), role.permissions());
        var event = new RoleEvent.Changed(role.name(), changed.description(), changed.permissions(), before);
        return database.sql("UPDATE role SET description = :description, version = :version WHERE name = :name")
                .bind("description", changed.description())
                .bind("version", changed.version())
                .bind("name", role.name())
                .then()
                .then(Mono.defer(() -> savePermissions(changed)))
                .then(Mono.defer(() -> publish(event.published(role, changed.version(), clock.instant(), origin))))
                .then(Mono.defer(() -> changed.permissions().equals(role.permissions())
                        ? Mono.empty()
                        : epochs.beginNewFor(role.name(), origin)))
                .thenReturn(changed);
    }

    /** @throws Problem 404; 409 for a role that comes with the system, or that somebody has */
    Mono<Void> delete(String name, Caller caller) {
        return roles.lock(name).flatMap(role -> {
            requireOwn(role);
            return database.sql("SELECT count(*) AS users FROM user_role WHERE role = :name")
                    .bind("name", name)
                    .map(row -> row.get("users", Long.class))
                    .one()
                    .flatMap(users -> users > 0
                            ? Mono.<Void>error(Problem.conflict(
                                    "role_in_use",
                                    users + " users have the role " + name + ": take it from them first."))
                            : remove(role, caller.inProcess(role.id())));
        });
    }

    private Mono<Void> remove(Role role, Origin origin) {
        return database.sql("DELETE FROM role WHERE name = :name")
                .bind("name", role.name())
                .then()
                .then(Mono.defer(() -> publish(new RoleEvent.Deleted(role.name())
                        .published(role, role.version() + 1, clock.instant(), origin))));
    }

    private static void requireOwn(Role role) {
        if (role.builtIn()) {
            throw Problem.conflict(
                    "built_in", "The role " + role.name() + " comes with the system: make one of your own instead.");
        }
    }

    private Mono<Void> insert(Role role) {
        return database.sql("""
                        INSERT INTO role (id, name, description, built_in, version, created_at)
                        VALUES (:id, :name, :description, false, 1, :now)
                        ON CONFLICT (name) DO NOTHING
                        """)
                .bind("id", role.id())
                .bind("name", role.name())
                .bind("description", role.description())
                .bind("now", role.createdAt().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1
                        ? Mono.empty()
                        : Mono.error(Problem.conflict("name_taken", "There is a role " + role.name() + " already.")));
    }

    private Mono<Void> savePermissions(Role role) {
        return database.sql("""
                        WITH taken AS (
                            DELETE FROM role_permission WHERE role = :name AND permission <> ALL (:permissions)
                        )
                        INSERT INTO role_permission (role, permission) SELECT :name, unnest(:permissions::text[])
                        ON CONFLICT DO NOTHING
                        """)
                .bind("name", role.name())
                .bind("permissions", role.permissions().toArray(String[]::new))
                .then();
    }

    private Mono<Void> publish(NewEvent event) {
        return outbox.append(List.of(event));
    }
}
