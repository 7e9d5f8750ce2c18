package dev.erp.auth.role;

import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads roles and permissions, and says who may give what. */
@Component
public class Roles {

    /** May do everything. */
    public static final String ADMIN = "admin";

    private static final String SELECT = """
            SELECT id, name, description, built_in, version, created_at,
                   ARRAY(SELECT permission FROM role_permission WHERE role = name ORDER BY permission) AS permissions
              FROM role
            """;

    private final DatabaseClient database;

    Roles(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Nobody gives rights that they do not have.
     *
     * @param field of the input, a list of role names
     * @throws Problem 400 for an unknown role, 403 for one with more rights than the caller's
     */
    public Mono<Void> requireGrantable(String field, List<String> names, Caller caller) {
        return database.sql("""
                        SELECT asked.name, role.name IS NULL AS unknown,
                               EXISTS (SELECT FROM role_permission
                                        WHERE role = asked.name AND permission <> ALL (:own::text[])) AS beyond
                          FROM unnest(:names::text[]) WITH ORDINALITY AS asked (name, position)
                          LEFT JOIN role USING (name)
                         WHERE role.name IS NULL
                            OR EXISTS (SELECT FROM role_permission
                                        WHERE role = asked.name AND permission <> ALL (:own::text[]))
                         ORDER BY position
                        """)
                .bind("names", names.toArray(String[]::new))
                .bind("own", caller.permissions().toArray(String[]::new))
                .map(row -> new Refused(row.get("name", String.class), row.get("unknown", Boolean.class)))
                .all()
                .collectList()
                .flatMap(refused -> refusal(field, names, refused));
    }

    private record Refused(String name, boolean unknown) {}

    private static Mono<Void> refusal(String field, List<String> names, List<Refused> refused) {
        List<FieldError> unknown = refused.stream()
                .filter(Refused::unknown)
                .map(each ->
                        new FieldError(field + "[" + names.indexOf(each.name()) + "]", "unknown", "must be a role"))
                .toList();
        if (!unknown.isEmpty()) {
            return Mono.error(Problem.invalid(unknown));
        }
        return refused.isEmpty()
                ? Mono.empty()
                : Mono.error(beyond(refused.getFirst().name()));
    }

    private static Problem beyond(String what) {
        return new Problem(
                HttpStatus.FORBIDDEN,
                "beyond_own_rights",
                "Nobody can give rights that they do not have: " + what + ".");
    }

    /**
     * Known permissions, none beyond the caller's own.
     *
     * @throws Problem 400 for an unknown one, 403 for one that the caller does not have
     */
    public Mono<Void> requireGrantablePermissions(String field, List<String> permissions, Caller caller) {
        return permissions().collectList().flatMap(known -> {
            List<FieldError> unknown = permissions.stream()
                    .filter(permission -> !known.contains(permission))
                    .map(permission -> new FieldError(
                            field + "[" + permissions.indexOf(permission) + "]", "unknown", "must be a permission"))
                    .toList();
            if (!unknown.isEmpty()) {
                return Mono.error(Problem.invalid(unknown));
            }
            return permissions.stream()
                    .filter(permission -> !caller.may(permission))
                    .findFirst()
                    .<Mono<Void>>map(permission -> Mono.error(beyond(permission)))
                    .orElseGet(Mono::empty);
        });
    }

    /** Everything that somebody can be allowed to do, sorted. */
    Flux<String> permissions() {
        return database.sql("SELECT name FROM permission ORDER BY name")
                .map(row -> row.get("name", String.class))
                .all();
    }

    /** @throws Problem 404 */
    Mono<Role> byName(String name) {
        return one(SELECT + " WHERE name = :name", name);
    }

    /** With its row locked until the end of the caller's transaction. @throws Problem 404 */
    Mono<Role> lock(String name) {
        return one(SELECT + " WHERE name = :name FOR UPDATE", name);
    }

    Mono<Page<Role>> page(String text, PageRequest request) {
        return ListQuery.select(SELECT)
                .sortable("name", "name", String.class)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .search("(name ILIKE :q OR description ILIKE :q)", text)
                .page(database, request, Roles::role);
    }

    private Mono<Role> one(String select, String name) {
        return database.sql(select)
                .bind("name", name)
                .map(Roles::role)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("role", name)));
    }

    private static Role role(Readable row) {
        return new Role(
                row.get("id", UUID.class),
                row.get("name", String.class),
                row.get("description", String.class),
                row.get("built_in", Boolean.class),
                List.of(row.get("permissions", String[].class)),
                row.get("version", Long.class),
                row.get("created_at", OffsetDateTime.class).toInstant());
    }
}
