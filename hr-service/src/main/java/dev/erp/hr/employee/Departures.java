package dev.erp.hr.employee;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Problem;
import dev.erp.hr.Today;
import java.time.LocalDate;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets people leave: the last day is noted, and when it is over (or at once) the departure takes effect and is published, so that
 * auth-service disables their account.
 */
@Component
class Departures {

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

    /** Of one look; more are found by the next. */
    private static final int BATCH = 200;

    private final DatabaseClient database;
    private final Employees employees;
    private final Transactions transactions;
    private final Today today;
    private final Actor service = Actor.service("hr-service");

    Departures(DatabaseClient database, Employees employees, Transactions transactions, Today today) {
        this.database = database;
        this.employees = employees;
        this.transactions = transactions;
        this.today = today;
    }

    /**
     * In the caller's transaction. Before the departure has taken effect, another last day replaces the one before.
     *
     * @param atOnce does not wait until the last day is over
     * @throws Problem 404; 422 {@code before_start_date}; 409 {@code employee_has_left}
     */
    Mono<Employee> terminate(UUID id, LocalDate lastDay, boolean atOnce, Caller caller) {
        Origin origin = caller.inProcess(id);
        return employees.lock(id).flatMap(employee -> {
            Employee leaving = employee.leavingOn(lastDay, employees.now());
            var planned = new EmployeeEvent.TerminationPlanned(id, leaving.number(), lastDay);
            return employees
                    .save(leaving, planned, origin)
                    .flatMap(saved ->
                            atOnce || saved.isDue(today.date()) ? takeEffect(saved, origin) : Mono.just(saved));
        });
    }

    /** In the caller's transaction. @throws Problem 404; 409 {@code not_leaving}, {@code employee_has_left} */
    Mono<Employee> withdraw(UUID id, Caller caller) {
        return employees.lock(id).flatMap(employee -> {
            Employee staying = employee.staying(employees.now());
            return employees.save(
                    staying, new EmployeeEvent.TerminationWithdrawn(id, staying.number()), caller.inProcess(id));
        });
    }

    /** Any number of instances may look at once: a departure takes effect under the employee's lock, once. */
    @Scheduled(fixedDelayString = "${erp.hr.watch-interval}")
    Mono<Void> look() {
        // deferred: Spring calls a reactive scheduled method once, and subscribes again each time
        return Mono.defer(() -> due().concatMap(this::leave).then())
                .doOnError(failure -> LOG.warn("Cannot look for departures now: {}", failure.toString()))
                .onErrorComplete();
    }

    private Flux<UUID> due() {
        return database.sql("""
                        SELECT id
                          FROM employee
                         WHERE terminated_at IS NULL AND end_date IS NOT NULL AND end_date < :today
                         ORDER BY end_date
                         LIMIT :batch
                        """)
                .bind("today", today.date())
                .bind("batch", BATCH)
                .map(row -> row.get("id", UUID.class))
                .all();
    }

    private Mono<Employee> leave(UUID id) {
        return transactions.run(employees
                .lock(id)
                .filter(employee -> employee.isDue(today.date()))
                .flatMap(employee -> takeEffect(employee, new Origin(service, id, null, null))));
    }

    private Mono<Employee> takeEffect(Employee employee, Origin origin) {
        Employee gone = employee.gone(employees.now());
        return employees.save(
                gone,
                new EmployeeEvent.Terminated(
                        gone.id(), gone.number(), gone.details().userId(), gone.endDate(), gone.terminatedAt()),
                origin);
    }
}
