package dev.erp.hr.department;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.MergePatch;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.hr.Column;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The one writer of departments. Its commands run in the caller's transaction. */
@Component
class Departments {

    private static final String TOPIC = "erp.hr.department";
    private static final String SELECT = "SELECT id, name, parent_id, version, created_at, updated_at FROM department ";

    private final DatabaseClient database;
    private final DepartmentTree tree;
    private final Outbox outbox;
    private final MergePatch mergePatch;
    private final Clock clock;

    Departments(DatabaseClient database, DepartmentTree tree, Outbox outbox, MergePatch mergePatch, Clock clock) {
        this.database = database;
        this.tree = tree;
        this.outbox = outbox;
        this.mergePatch = mergePatch;
        this.clock = clock;
    }

    /** @throws Problem 422 {@code unknown_department} for the parent, 409 {@code department_exists} */
    Mono<Department> create(Department.Details details, Caller caller) {
        Department created = new Department(Ids.next(), details.name().strip(), details.parentId(), 1, now(), now());
        return tree.requireParent(created)
                .then(Mono.defer(() -> write(created)))
                .then(Mono.defer(() -> publish("created", created, caller)))
                .thenReturn(created);
    }

    /** @throws Problem 404; 412; 400; 422 for the parent; 409 {@code department_exists} or {@code department_loop} */
    Mono<Department> change(UUID id, IfMatch ifMatch, JsonNode patch, Caller caller) {
        return tree.lock().then(Mono.defer(() -> lock(id))).flatMap(department -> {
            ifMatch.require(department.version());
            Department.Details details = mergePatch.apply(department.details(), patch);
            Department changed = department.changed(details, now());
            if (changed.details().equals(department.details())) {
                return Mono.just(department);
            }
            return tree.requireParent(changed)
                    .then(Mono.defer(() -> tree.requireNoLoop(changed)))
                    .then(Mono.defer(() -> write(changed)))
                    .then(Mono.defer(() -> publish("updated", changed, caller)))
                    .thenReturn(changed);
        });
    }

    /** @throws Problem 404; 409 {@code department_in_use} */
    Mono<Void> delete(UUID id, Caller caller) {
        return lock(id).flatMap(department -> requireUnused(department)
                .then(Mono.defer(() -> database.sql("DELETE FROM department WHERE id = :id")
                        .bind("id", id)
                        .then()))
                .then(Mono.defer(() -> publish("deleted", department.changed(department.details(), now()), caller))));
    }

    /** @throws Problem 404 */
    Mono<Department> find(UUID id) {
        return one(SELECT + "WHERE id = :id", id);
    }

    Mono<Page<Department>> list(UUID parentId, String text, PageRequest page) {
        return ListQuery.select(SELECT)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("name", "name", String.class)
                .where("parent_id = :parentId", "parentId", parentId)
                .search("name ILIKE :q", text)
                .page(database, page, Departments::read);
    }

    private Mono<Department> lock(UUID id) {
        return one(SELECT + "WHERE id = :id FOR UPDATE", id);
    }

    private Mono<Department> one(String select, UUID id) {
        return database.sql(select)
                .bind("id", id)
                .map(Departments::read)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("department", id)));
    }

    private Mono<Void> requireUnused(Department department) {
        return database.sql("""
                        SELECT (SELECT count(*) FROM department WHERE parent_id = :id) AS parts,
                               (SELECT count(DISTINCT employee_id) FROM job WHERE department_id = :id) AS employees
                        """)
                .bind("id", department.id())
                .map(row -> new long[] {row.get("parts", Long.class), row.get("employees", Long.class)})
                .one()
                .doOnNext(uses -> {
                    if (uses[0] + uses[1] > 0) {
                        throw Problem.conflict(
                                "department_in_use",
                                "%s has %d departments below it, and the histories of %d employees refer to it."
                                        .formatted(department.name(), uses[0], uses[1]));
                    }
                })
                .then();
    }

    private Mono<Void> write(Department department) {
        return database.sql("""
                        INSERT INTO department (id, name, parent_id, version, created_at, updated_at)
                        VALUES (:id, :name, :parentId, :version, :createdAt, :updatedAt)
                        ON CONFLICT (id) DO UPDATE
                           SET name = excluded.name, parent_id = excluded.parent_id, version = excluded.version,
                               updated_at = excluded.updated_at
                        """)
                .bind("id", department.id())
                .bind("name", department.name())
                .bind("parentId", Column.of(UUID.class, department.parentId()))
                .bind("version", department.version())
                .bind("createdAt", department.createdAt().atOffset(ZoneOffset.UTC))
                .bind("updatedAt", department.updatedAt().atOffset(ZoneOffset.UTC))
                .then()
                .onErrorMap(
                        DuplicateKeyException.class,
                        _ -> Problem.conflict(
                                "department_exists", "There is a department " + department.name() + " already."));
    }

    private Mono<Void> publish(String what, Department department, Caller caller) {
        return outbox.append(List.of(NewEvent.of(
                TOPIC,
                "hr.department." + what + ".v1",
                department.id(),
                department.version(),
                department.updatedAt(),
                caller.inProcess(department.id()),
                department.data())));
    }

    // as exact as PostgreSQL is, so that the answer to the POST is what a GET says later
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Department read(Readable row) {
        return new Department(
                row.get("id", UUID.class),
                row.get("name", String.class),
                row.get("parent_id", UUID.class),
                row.get("version", Long.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("updated_at", OffsetDateTime.class).toInstant());
    }
}
