package dev.erp.hr.employee;

import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.hr.Column;
import dev.erp.hr.history.History;
import dev.erp.hr.history.Period;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The table of jobs, and that what a job refers to is there. In the transaction, and under the employee's lock, of whoever asks. */
@Component
class Jobs {

    private final DatabaseClient database;
    private final Clock clock;

    Jobs(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What somebody is hired for. @throws Problem 422 naming what there is not */
    Mono<Void> first(Employee employee, UUID jobId, JobDetails job) {
        return requireReferences(job).then(Mono.defer(() -> insert(employee.id(), jobId, job)));
    }

    Mono<History> of(UUID employee) {
        return database.sql("""
                        SELECT id, lower(valid) AS first, upper(valid) - 1 AS last FROM job WHERE employee_id = :employee
                        """)
                .bind("employee", employee)
                .map(row -> new History.Entry(
                        row.get("id", UUID.class),
                        new Period(row.get("first", LocalDate.class), row.get("last", LocalDate.class))))
                .all()
                .collectList()
                .map(History::new);
    }

    /** The manager in a job; empty when there is none. */
    Mono<UUID> managerIn(UUID job) {
        return database.sql("SELECT manager_id FROM job WHERE id = :id AND manager_id IS NOT NULL")
                .bind("id", job)
                .map(row -> row.get("manager_id", UUID.class))
                .one();
    }

    Mono<Void> insert(UUID employee, UUID jobId, JobDetails job) {
        return database.sql("""
                        INSERT INTO job (id, employee_id, valid, department_id, position_id, manager_id, employment_type,
                                         created_at)
                        VALUES (:id, :employee, daterange(:from, NULL), :department, :position, :manager, :type, :now)
                        """)
                .bind("id", jobId)
                .bind("employee", employee)
                .bind("from", job.from())
                .bind("department", job.departmentId())
                .bind("position", job.positionId())
                .bind("manager", Column.of(UUID.class, job.managerId()))
                .bind("type", job.employmentType())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .then();
    }

    /** Moves the end of a job. */
    Mono<Void> reshape(History.Entry changed) {
        return database.sql("UPDATE job SET valid = daterange(:from, :end) WHERE id = :id")
                .bind("id", changed.id())
                .bind("from", changed.period().from())
                .bind("end", Column.of(LocalDate.class, changed.period().end()))
                .then();
    }

    Mono<Void> delete(UUID job) {
        return database.sql("DELETE FROM job WHERE id = :id").bind("id", job).then();
    }

    /** @throws Problem 422 {@code unknown_department}, {@code unknown_position}, {@code unknown_manager} */
    Mono<Void> requireReferences(JobDetails job) {
        return exists(
                        "SELECT id FROM department WHERE id = :id FOR KEY SHARE",
                        job.departmentId(),
                        "department",
                        "unknown_department")
                .then(Mono.defer(() -> exists(
                        "SELECT id FROM position WHERE id = :id FOR KEY SHARE",
                        job.positionId(),
                        "position",
                        "unknown_position")))
                .then(Mono.defer(() -> requireManager(job)));
    }

    private Mono<Void> exists(String select, UUID id, String what, String code) {
        return database.sql(select)
                .bind("id", id)
                .fetch()
                .first()
                .switchIfEmpty(Mono.error(() -> unknown(what, code, "is the id of no " + what)))
                .then();
    }

    private Mono<Void> requireManager(JobDetails job) {
        if (job.managerId() == null) {
            return Mono.empty();
        }
        return database.sql("""
                        SELECT start_date <= :from AND (end_date IS NULL OR end_date >= :from) AS employed
                          FROM employee
                         WHERE id = :id
                           FOR KEY SHARE
                        """)
                .bind("id", job.managerId())
                .bind("from", job.from())
                .map(row -> Objects.requireNonNull(row.get("employed", Boolean.class)))
                .first()
                .switchIfEmpty(Mono.error(() -> unknown("manager", "unknown_manager", "is the id of no employee")))
                .doOnNext(employed -> {
                    if (!employed) {
                        throw unknown("manager", "unknown_manager", "is not employed on " + job.from());
                    }
                })
                .then();
    }

    private static Problem unknown(String what, String code, String message) {
        return Problem.unprocessable(code, new FieldError(what + "Id", code, message));
    }
}
