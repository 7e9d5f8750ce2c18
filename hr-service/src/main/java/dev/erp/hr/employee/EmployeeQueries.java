package dev.erp.hr.employee;

import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is read of employees and their jobs. */
@Component
class EmployeeQueries {

    private static final String JOB = """
        j.id AS job_id, lower(j.valid) AS job_from, upper(j.valid) - 1 AS job_until, j.employment_type, j.department_id,
        d.name AS department, j.position_id, p.title AS position, j.manager_id, m.number AS manager_number,
        m.name AS manager
        """;

    /** With the job on the day {@code :on}. */
    private static final String ON_DAY = "SELECT " + EmployeeRow.COLUMNS + ", e.searched, " + JOB + """
        , CASE WHEN e.terminated_at IS NOT NULL THEN 'terminated' WHEN e.end_date IS NULL THEN 'active' ELSE 'leaving' END
              AS status
          FROM employee e
          LEFT JOIN job j ON j.employee_id = e.id AND j.valid @> :on::date
                             AND (e.end_date IS NULL OR e.end_date >= :on::date)
          LEFT JOIN department d ON d.id = j.department_id
          LEFT JOIN position p ON p.id = j.position_id
          LEFT JOIN employee m ON m.id = j.manager_id
        """;

    private final DatabaseClient database;

    EmployeeQueries(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What a list is narrowed to; null for what is not.
     *
     * @param departmentId with those below it
     */
    record Filter(String status, UUID departmentId, UUID positionId, UUID managerId, String text) {}

    Mono<Page<EmployeeView>> list(Filter filter, LocalDate on, PageRequest page) {
        return ListQuery.select(ON_DAY)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("name", "name", String.class)
                .sortable("number", "number", String.class)
                // always true; the day is used further inside
                .where(":on::date IS NOT NULL", "on", on)
                .where("status = :status", "status", filter.status())
                .where("""
                    department_id IN (WITH RECURSIVE below AS (
                        SELECT id FROM department WHERE id = :departmentId
                        UNION ALL
                        SELECT part.id FROM department part JOIN below b ON part.parent_id = b.id) SELECT id FROM below)
                    """, "departmentId", filter.departmentId())
                .where("position_id = :positionId", "positionId", filter.positionId())
                .where("manager_id = :managerId", "managerId", filter.managerId())
                .search("searched ILIKE :q", filter.text())
                .page(database, page, EmployeeQueries::view);
    }

    /** @throws Problem 404 */
    Mono<EmployeeView> on(UUID id, LocalDate day) {
        return database.sql(ON_DAY + " WHERE e.id = :id")
                .bind("id", id)
                .bind("on", day)
                .map(EmployeeQueries::view)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("employee", id)));
    }

    /** The oldest first. */
    Mono<List<JobView>> jobs(UUID employee) {
        return database.sql("SELECT " + JOB + """
                          FROM job j
                          JOIN department d ON d.id = j.department_id
                          JOIN position p ON p.id = j.position_id
                          LEFT JOIN employee m ON m.id = j.manager_id
                         WHERE j.employee_id = :employee
                         ORDER BY lower(j.valid)
                        """)
                .bind("employee", employee)
                .map(EmployeeQueries::job)
                .all()
                .collectList();
    }

    private static EmployeeView view(Readable row) {
        return EmployeeView.of(EmployeeRow.read(row), row.get("job_id") == null ? null : job(row));
    }

    private static JobView job(Readable row) {
        UUID manager = row.get("manager_id", UUID.class);
        return new JobView(
                row.get("job_id", UUID.class),
                row.get("job_from", LocalDate.class),
                row.get("job_until", LocalDate.class),
                new JobView.JobDepartment(row.get("department_id", UUID.class), row.get("department", String.class)),
                new JobView.JobPosition(row.get("position_id", UUID.class), row.get("position", String.class)),
                manager == null
                        ? null
                        : new JobView.JobReportsTo(
                                manager, row.get("manager_number", String.class), row.get("manager", String.class)),
                row.get("employment_type", String.class));
    }
}
