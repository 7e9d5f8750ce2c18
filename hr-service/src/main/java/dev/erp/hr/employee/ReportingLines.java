package dev.erp.hr.employee;

import dev.erp.chassis.web.Problem;
import dev.erp.hr.Column;
import dev.erp.hr.history.Period;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who reports to whom, which has no loop on any day. */
@Component
class ReportingLines {

    private final DatabaseClient database;

    ReportingLines(DatabaseClient database) {
        this.database = database;
    }

    /** Who changes a manager waits here for whoever changes another one, so that the two do not make a loop together. */
    Mono<Void> lock() {
        return database.sql("SELECT pg_advisory_xact_lock(hashtextextended('hr.managers', 0))::text")
                .fetch()
                .first()
                .then();
    }

    /**
     * Walks up from the manager, on all days of the period at once: at each step only those days are followed on which both report.
     *
     * @throws Problem 409 {@code manager_loop}
     */
    Mono<Void> requireNoLoop(Employee employee, UUID manager, Period period) {
        if (manager == null) {
            return Mono.empty();
        }
        return database.sql("""
                        WITH RECURSIVE above AS (
                            SELECT id, daterange(:from, :end) AS during, ARRAY[name] AS names
                              FROM employee WHERE id = :manager
                            UNION ALL
                            SELECT m.id, a.during * j.valid, a.names || m.name
                              FROM above a
                              JOIN job j ON j.employee_id = a.id AND j.valid && a.during
                              JOIN employee m ON m.id = j.manager_id
                             WHERE a.id <> :employee)
                        SELECT names, lower(during) AS day FROM above WHERE id = :employee
                        """)
                .bind("from", period.from())
                .bind("end", Column.of(LocalDate.class, period.end()))
                .bind("manager", manager)
                .bind("employee", employee.id())
                .map(row -> Problem.conflict(
                        "manager_loop",
                        "On %s, %s would report to themselves: %s > %s."
                                .formatted(
                                        row.get("day", LocalDate.class),
                                        employee.details().name(),
                                        employee.details().name(),
                                        String.join(" > ", row.get("names", String[].class)))))
                .first()
                .flatMap(Mono::<Void>error);
    }
}
