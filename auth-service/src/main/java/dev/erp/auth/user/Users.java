package dev.erp.auth.user;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one writer of users. */
@Component
class Users {

    private static final String SELECT = """
            SELECT id, username, display_name, status, version, created_at, last_login_at,
                   ARRAY(SELECT role FROM user_role WHERE user_id = id ORDER BY role) AS roles
              FROM app_user
            """;

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;

    Users(DatabaseClient database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Creates a user, in the caller's transaction.
     *
     * @param origin who does it, given the new user's id
     * @throws Problem 409 when the name is taken
     */
    Mono<User> create(NewUser input, String passwordHash, Function<UUID, Origin> origin) {
        // as exact as PostgreSQL is, so that the answer to the POST is what a GET says later
        User user = User.created(Ids.next(), input, clock.instant().truncatedTo(ChronoUnit.MICROS));
        return insert(user, passwordHash)
                .then(Mono.defer(() -> insertRoles(user)))
                .then(Mono.defer(() -> outbox.append(List.of(UserEvent.Created.of(user)
                        .published(user.version(), user.createdAt(), origin.apply(user.id()))))))
                .thenReturn(user);
    }

    Mono<User> byId(UUID id) {
        return database.sql(SELECT + " WHERE id = :id")
                .bind("id", id)
                .map(Users::user)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("user", id)));
    }

    /** As it is, with its row locked until the end of the caller's transaction. @throws Problem 404 */
    Mono<User> lock(UUID id) {
        return database.sql(SELECT + " WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", id)
                .map(Users::user)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("user", id)));
    }

    Mono<Page<User>> page(String text, String status, PageRequest request) {
        return ListQuery.select(SELECT)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("username", "username", String.class)
                .where("status = :status", "status", status)
                .search("(username ILIKE :q OR display_name ILIKE :q)", text)
                .page(database, request, Users::user);
    }

    /** Whether there is any user at all. */
    Mono<Boolean> exist() {
        return database.sql("SELECT EXISTS (SELECT FROM app_user) AS some")
                .map(row -> row.get("some", Boolean.class))
                .one();
    }

    private Mono<Void> insert(User user, String passwordHash) {
        return database.sql("""
                        INSERT INTO app_user (id, username, display_name, password_hash, status, version,
                                              created_at, updated_at)
                        VALUES (:id, :username, :displayName, :passwordHash, :status, :version, :now, :now)
                        ON CONFLICT (username) DO NOTHING
                        """)
                .bind("id", user.id())
                .bind("username", user.username())
                .bind("displayName", user.displayName())
                .bind("passwordHash", passwordHash)
                .bind("status", user.status())
                .bind("version", user.version())
                .bind("now", user.createdAt().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1
                        ? Mono.empty()
                        : Mono.error(Problem.conflict(
                                "username_taken", "There is a user " + user.username() + " already.")));
    }

    private Mono<Long> insertRoles(User user) {
        return database.sql("INSERT INTO user_role (user_id, role) SELECT :id, unnest(:roles::text[])")
                .bind("id", user.id())
                .bind("roles", user.roles().toArray(String[]::new))
                .fetch()
                .rowsUpdated();
    }

    private static User user(Readable row) {
        OffsetDateTime lastLogin = row.get("last_login_at", OffsetDateTime.class);
        return new User(
                row.get("id", UUID.class),
                row.get("username", String.class),
                row.get("display_name", String.class),
                row.get("status", String.class),
                List.of(row.get("roles", String[].class)),
                row.get("version", Long.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                lastLogin == null ? null : lastLogin.toInstant());
    }
}
