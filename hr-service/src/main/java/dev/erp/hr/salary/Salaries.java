package dev.erp.hr.salary;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Problem;
import dev.erp.hr.employee.Employee;
import dev.erp.hr.employee.Employees;
import dev.erp.hr.history.History;
import dev.erp.hr.history.Period;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What people earn: the one who changes it, and who has it read. In the caller's transaction. */
@Component
class Salaries {

    private final SalaryTable table;
    private final Employees employees;
    private final Outbox outbox;
    private final Clock clock;

    Salaries(SalaryTable table, Employees employees, Outbox outbox, Clock clock) {
        this.table = table;
        this.employees = employees;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What was written, with the version of the employee after it. */
    record Written(Salary.Entered entered, long version) {}

    /**
     * A salary without an end that began before ends on the day before.
     *
     * @throws Problem 404; 422 {@code outside_employment}; 409 {@code overlapping_periods}
     */
    Mono<Written> begin(UUID id, Salary.Details details, Period period, Caller caller) {
        return employees.lock(id).flatMap(employee -> {
            employee.requireEmployedIn(period);
            var entry = new History.Entry(Ids.next(), period);
            return table.history(id).flatMap(history -> {
                History.Change change = history.begin(entry);
                return reshape(change)
                        .then(Mono.defer(() -> table.insert(entry.id(), id, period, details.amount(), details.per())))
                        .then(Mono.defer(() -> employees.touch(employee)))
                        .flatMap(touched -> publish(
                                        touched,
                                        "salary-changed",
                                        new SalaryEvent.Changed(
                                                id, touched.number(), entry.id(), period.from(), period.until()),
                                        caller.inProcess(id))
                                .thenReturn(new Written(
                                        new Salary.Entered(
                                                entry.id(), id, period.from(), period.until(), details.per()),
                                        touched.version())));
            });
        });
    }

    /** Takes the newest one away, and the one before goes on. @throws Problem 404; 409 {@code not_the_newest} */
    Mono<Void> withdraw(UUID id, UUID salaryId, Caller caller) {
        return employees.lock(id).flatMap(employee -> table.history(id).flatMap(history -> {
            History.Entry withdrawn = history.entries().stream()
                    .filter(entry -> entry.id().equals(salaryId))
                    .findFirst()
                    .orElseThrow(() -> Problem.notFound("salary", salaryId));
            History.Change change = history.withdraw(salaryId);
            return table.delete(salaryId)
                    .then(Mono.defer(() -> reshape(change)))
                    .then(Mono.defer(() -> employees.touch(employee)))
                    .flatMap(touched -> publish(
                            touched,
                            "salary-withdrawn",
                            new SalaryEvent.Withdrawn(
                                    id,
                                    touched.number(),
                                    salaryId,
                                    withdrawn.period().from()),
                            caller.inProcess(id)));
        }));
    }

    /** Those that the predicate wants, the oldest first; that they were read is committed before they are shown. */
    Mono<List<Salary>> read(Employee employee, Predicate<Salary> wanted, Caller caller) {
        return table.open(employee.id())
                .filter(wanted)
                .collectList()
                .delayUntil(salaries -> salaries.isEmpty()
                        ? Mono.empty()
                        : outbox.append(List.of(new SalaryEvent.Read(
                                        employee.id(),
                                        employee.number(),
                                        salaries.stream().map(Salary::id).toList())
                                .published(clock.instant(), caller.inProcess(employee.id())))));
    }

    private Mono<Void> reshape(History.Change change) {
        return change.changed() == null ? Mono.empty() : table.reshape(change.changed());
    }

    private Mono<Void> publish(Employee employee, String what, SalaryEvent event, Origin origin) {
        return outbox.append(List.of(SalaryEvent.ofEmployee(employee, what, event, origin)));
    }
}
