package dev.erp.hr.department;

import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** That departments are a tree. In the transaction of whoever asks. */
@Component
class DepartmentTree {

    private final DatabaseClient database;

    DepartmentTree(DatabaseClient database) {
        this.database = database;
    }

    /** Who moves a department waits here for whoever moves another, so that the two do not make a loop together. */
    Mono<Void> lock() {
        return database.sql("SELECT pg_advisory_xact_lock(hashtextextended('hr.departments', 0))::text")
                .fetch()
                .first()
                .then();
    }

    /** @throws Problem 422 {@code unknown_department} */
    Mono<Void> requireParent(Department department) {
        if (department.parentId() == null) {
            return Mono.empty();
        }
        return database.sql("SELECT id FROM department WHERE id = :id FOR KEY SHARE")
                .bind("id", department.parentId())
                .fetch()
                .first()
                .switchIfEmpty(Mono.error(() -> Problem.unprocessable(
                        "unknown_department",
                        new FieldError("parentId", "unknown_department", "is the id of no department"))))
                .then();
    }

    /** @throws Problem 409 {@code department_loop} */
    Mono<Void> requireNoLoop(Department department) {
        if (department.parentId() == null) {
            return Mono.empty();
        }
        return database.sql("""
                        WITH RECURSIVE above AS (
                            SELECT id, parent_id, ARRAY[name] AS names FROM department WHERE id = :parent
                            UNION ALL
                            SELECT d.id, d.parent_id, a.names || d.name
                              FROM above a JOIN department d ON d.id = a.parent_id
                             WHERE a.id <> :id)
                        SELECT names FROM above WHERE id = :id
                        """)
                .bind("parent", department.parentId())
                .bind("id", department.id())
                .map(row -> row.get("names", String[].class))
                .first()
                .flatMap(names -> Mono.<Void>error(Problem.conflict(
                        "department_loop",
                        "%s would be part of itself: %s > %s."
                                .formatted(department.name(), department.name(), String.join(" > ", names)))));
    }
}
