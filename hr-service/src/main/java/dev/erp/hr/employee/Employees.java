package dev.erp.hr.employee;

import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatch;
import dev.erp.chassis.web.Problem;
import dev.erp.hr.Column;
import dev.erp.hr.account.Accounts;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The one writer of employees. Everything runs in the caller's transaction. */
@Component
public class Employees {

    private final DatabaseClient database;
    private final Outbox outbox;
    private final MergePatch mergePatch;
    private final Jobs jobs;
    private final Accounts accounts;
    private final Clock clock;

    Employees(
            DatabaseClient database, Outbox outbox, MergePatch mergePatch, Jobs jobs, Accounts accounts, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.mergePatch = mergePatch;
        this.jobs = jobs;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** @throws Problem 409 {@code account_taken}; 422 for an account, department, position or manager that there is not */
    Mono<Employee> hire(NewEmployee input, Caller caller) {
        return accounts.require(input.userId())
                .then(database.sql("SELECT nextval('employee_number') AS number")
                        .map(row -> "E-%06d".formatted(row.get("number", Long.class)))
                        .one())
                .map(number -> new Employee(
                        Ids.next(), number, input.details(), input.startDate(), null, null, 1, now(), now()))
                .flatMap(employee -> {
                    UUID jobId = Ids.next();
                    JobDetails job = input.job().startingOn(input.startDate());
                    EmployeeEvent hired = new EmployeeEvent.Hired(
                            employee.id(),
                            employee.number(),
                            employee.details().name(),
                            employee.details().userId(),
                            employee.startDate(),
                            EmployeeEvent.Job.of(jobId, job));
                    return insert(employee)
                            .then(Mono.defer(() -> jobs.first(employee, jobId, job)))
                            .then(Mono.defer(() -> publish(hired, employee, caller.inProcess(employee.id()))))
                            .thenReturn(employee);
                });
    }

    /** @throws Problem 404; 412; 400; 409 {@code account_taken} or {@code employee_has_left}; 422 {@code unknown_account} */
    Mono<Employee> change(UUID id, IfMatch ifMatch, JsonNode patch, Caller caller) {
        return lock(id).flatMap(employee -> {
            ifMatch.require(employee.version());
            Employee changed = employee.changed(mergePatch.apply(employee.details(), patch), now());
            List<String> fields = changed.changedSince(employee);
            if (fields.isEmpty()) {
                return Mono.just(employee);
            }
            EmployeeEvent updated = new EmployeeEvent.Updated(
                    id,
                    changed.number(),
                    changed.details().name(),
                    changed.details().userId(),
                    fields);
            // what is linked already may have been deleted since, and stays
            UUID linked = fields.contains("userId") ? changed.details().userId() : null;
            return accounts.require(linked).then(Mono.defer(() -> save(changed, updated, caller.inProcess(id))));
        });
    }

    /** Locks somebody until the end of the transaction; their histories are changed under this lock. @throws Problem 404 */
    public Mono<Employee> lock(UUID id) {
        // no key: who is the manager in a job that is written meanwhile is not held up, and holds nobody up
        return database.sql("SELECT " + EmployeeRow.COLUMNS + " FROM employee e WHERE e.id = :id FOR NO KEY UPDATE")
                .bind("id", id)
                .map(EmployeeRow::read)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("employee", id)));
    }

    /** @throws Problem 404, also for somebody else's record when the caller may only see their own */
    public Mono<Employee> seenBy(Caller caller, UUID id, String permissionForAll) {
        return database.sql("SELECT " + EmployeeRow.COLUMNS + " FROM employee e WHERE e.id = :id")
                .bind("id", id)
                .map(EmployeeRow::read)
                .one()
                .filter(employee -> caller.may(permissionForAll) || employee.isOf(caller))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("employee", id)));
    }

    /** @throws Problem 404 when the caller's account is linked to nobody */
    public Mono<Employee> self(Caller caller) {
        return database.sql("SELECT " + EmployeeRow.COLUMNS + " FROM employee e WHERE e.user_id::text = :user")
                .bind("user", caller.actor().id())
                .map(EmployeeRow::read)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("employee", "linked to your account")));
    }

    /** Saves a change with its event. */
    Mono<Employee> save(Employee changed, EmployeeEvent event, Origin origin) {
        return update(changed)
                .then(Mono.defer(() -> publish(event, changed, origin)))
                .thenReturn(changed);
    }

    /** Counts a change of a history as one of the employee. */
    public Mono<Employee> touch(Employee employee) {
        Employee touched = employee.touched(now());
        return update(touched).thenReturn(touched);
    }

    /** As exact as PostgreSQL is, so that the answer to the POST is what a GET says later. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Mono<Void> publish(EmployeeEvent event, Employee employee, Origin origin) {
        return outbox.append(List.of(event.published(employee, origin)));
    }

    private Mono<Void> insert(Employee employee) {
        return bind(employee, database.sql("""
                        INSERT INTO employee (id, number, user_id, name, email, phone, address, searched, start_date,
                                              end_date, terminated_at, version, created_at, updated_at)
                        VALUES (:id, :number, :userId, :name, :email, :phone, :address, :searched, :startDate,
                                :endDate, :terminatedAt, :version, :createdAt, :updatedAt)
                        """))
                .bind("number", employee.number())
                .bind("startDate", employee.startDate())
                .bind("createdAt", employee.createdAt().atOffset(ZoneOffset.UTC))
                .then()
                .onErrorMap(DuplicateKeyException.class, _ -> accountTaken());
    }

    private Mono<Void> update(Employee employee) {
        return bind(employee, database.sql("""
                        UPDATE employee
                           SET user_id = :userId, name = :name, email = :email, phone = :phone, address = :address,
                               searched = :searched, end_date = :endDate, terminated_at = :terminatedAt,
                               version = :version, updated_at = :updatedAt
                         WHERE id = :id
                        """)).then().onErrorMap(DuplicateKeyException.class, _ -> accountTaken());
    }

    private static GenericExecuteSpec bind(Employee employee, GenericExecuteSpec statement) {
        EmployeeDetails.Contact contact = employee.details().reachable();
        return statement
                .bind("id", employee.id())
                .bind("userId", Column.of(UUID.class, employee.details().userId()))
                .bind("name", employee.details().name())
                .bind("email", Column.of(String.class, contact.email()))
                .bind("phone", Column.of(String.class, contact.phone()))
                .bind(
                        "address",
                        Column.of(String.class, contact.address() == null ? null : EventJson.write(contact.address())))
                .bind("searched", employee.searched())
                .bind("endDate", Column.of(LocalDate.class, employee.endDate()))
                .bind(
                        "terminatedAt",
                        Column.of(
                                OffsetDateTime.class,
                                employee.terminatedAt() == null
                                        ? null
                                        : employee.terminatedAt().atOffset(ZoneOffset.UTC)))
                .bind("version", employee.version())
                .bind("updatedAt", employee.updatedAt().atOffset(ZoneOffset.UTC));
    }

    private static Problem accountTaken() {
        return Problem.conflict("account_taken", "This account is linked to another employee.");
    }
}
