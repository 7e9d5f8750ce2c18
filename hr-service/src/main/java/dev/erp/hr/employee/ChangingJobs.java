package dev.erp.hr.employee;

import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Problem;
import dev.erp.hr.history.History;
import dev.erp.hr.history.Period;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Changes what somebody does here from a day on. In the caller's transaction. */
@Component
class ChangingJobs {

    private final Employees employees;
    private final Jobs jobs;
    private final ReportingLines lines;

    ChangingJobs(Employees employees, Jobs jobs, ReportingLines lines) {
        this.employees = employees;
        this.jobs = jobs;
        this.lines = lines;
    }

    /**
     * The job before ends on the day before.
     *
     * @return the id of the job
     * @throws Problem 404; 422 for what there is not or a day outside of the employment; 409 {@code overlapping_periods},
     *     {@code manager_loop}
     */
    Mono<UUID> begin(UUID id, JobDetails job, Caller caller) {
        return lines.lock().then(Mono.defer(() -> employees.lock(id))).flatMap(employee -> {
            Period period = new Period(job.from(), null);
            employee.requireEmployedIn(period);
            var entry = new History.Entry(Ids.next(), period);
            return jobs.of(id).flatMap(history -> {
                History.Change change = history.begin(entry);
                return jobs.requireReferences(job)
                        .then(Mono.defer(() -> lines.requireNoLoop(employee, job.managerId(), period)))
                        .then(Mono.defer(() -> reshape(change)))
                        .then(Mono.defer(() -> jobs.insert(id, entry.id(), job)))
                        .then(Mono.defer(() -> employees.touch(employee)))
                        .flatMap(touched -> employees.publish(
                                new EmployeeEvent.JobChanged(
                                        id, touched.number(), EmployeeEvent.Job.of(entry.id(), job)),
                                touched,
                                caller.inProcess(id)))
                        .thenReturn(entry.id());
            });
        });
    }

    /**
     * Takes the newest job away, and the one before goes on.
     *
     * @throws Problem 404; 409 {@code not_the_newest}, {@code only_job}, or {@code manager_loop} when the one before cannot go on
     */
    Mono<Void> withdraw(UUID id, UUID jobId, Caller caller) {
        return lines.lock().then(Mono.defer(() -> employees.lock(id))).flatMap(employee -> jobs.of(id)
                .flatMap(history -> {
                    History.Entry withdrawn = history.entries().stream()
                            .filter(entry -> entry.id().equals(jobId))
                            .findFirst()
                            .orElseThrow(() -> Problem.notFound("job", jobId));
                    History.Change change = history.withdraw(jobId);
                    if (change.after().entries().isEmpty()) {
                        throw Problem.conflict("only_job", "An employee has at least one job: change it instead.");
                    }
                    return jobs.delete(jobId)
                            .then(Mono.defer(() -> requireNoLoop(employee, change)))
                            .then(Mono.defer(() -> reshape(change)))
                            .then(Mono.defer(() -> employees.touch(employee)))
                            .flatMap(touched -> employees.publish(
                                    new EmployeeEvent.JobWithdrawn(
                                            id,
                                            touched.number(),
                                            jobId,
                                            withdrawn.period().from()),
                                    touched,
                                    caller.inProcess(id)));
                }));
    }

    private Mono<Void> requireNoLoop(Employee employee, History.Change change) {
        return change.changed() == null
                ? Mono.empty()
                : jobs.managerIn(change.changed().id())
                        .flatMap(manager -> lines.requireNoLoop(
                                employee, manager, change.changed().period()));
    }

    private Mono<Void> reshape(History.Change change) {
        return change.changed() == null ? Mono.empty() : jobs.reshape(change.changed());
    }
}
