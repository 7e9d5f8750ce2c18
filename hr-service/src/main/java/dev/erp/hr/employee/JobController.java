package dev.erp.hr.employee;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.hr.Today;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/employees/{id}/jobs")
@Tag(name = "Employees")
class JobController {

    private final Employees employees;
    private final EmployeeQueries queries;
    private final ChangingJobs changing;
    private final Commands commands;
    private final Today today;

    JobController(Employees employees, EmployeeQueries queries, ChangingJobs changing, Commands commands, Today today) {
        this.employees = employees;
        this.queries = queries;
        this.changing = changing;
        this.commands = commands;
        this.today = today;
    }

    /** The oldest first; at most 500. */
    @Schema(name = "JobHistory")
    record JobHistory(List<JobView> items) {}

    @GetMapping
    @Permission({"employees:read", "employees:own"})
    @Operation(
            summary = "Read an employee's jobs",
            description = "From the first one to those that are planned; after the last day none of them holds. Who may"
                    + " only read their own record gets 404 for all others.")
    Mono<JobHistory> list(Caller caller, @PathVariable UUID id) {
        return employees
                .seenBy(caller, id, "employees:read")
                .flatMap(employee -> queries.jobs(id))
                .map(JobHistory::new);
    }

    @PostMapping
    @Permission("employees:write")
    @Operation(
            summary = "Give an employee another job from a day on",
            description = "Department, position, manager and employment type, from a day in the past, today or in the"
                    + " future. The job before ends on the day before. Nobody may report to themselves, over however many"
                    + " managers, on any day.")
    @ApiResponse(
            responseCode = "201",
            description = "The employee, with the job of that day",
            content = @Content(schema = @Schema(implementation = EmployeeView.class)))
    @RefusesJobs
    @Refuses(
            status = 422,
            code = "outside_employment",
            detail = "from must be 2026-11-02, the first day of the employment, or later",
            field = "from",
            fieldMessage = "must be 2026-11-02, the first day of the employment, or later")
    @Refuses(
            status = 409,
            code = "overlapping_periods",
            detail = "From 2026-12-01 on would overlap what holds from 2027-01-01 on.")
    @Refuses(status = 409, code = "too_many_periods", detail = "A history has at most 500 periods.")
    @Refuses(
            status = 409,
            code = "manager_loop",
            detail = "On 2026-12-01, Mara Lindqvist would report to themselves:"
                    + " Mara Lindqvist > Ove Strand > Mara Lindqvist.")
    Mono<ResponseEntity<byte[]>> begin(Caller caller, @PathVariable UUID id, @Valid @RequestBody JobDetails job) {
        if (job.from() == null) {
            throw Problem.invalid("from", "not_null", "must be given");
        }
        return commands.run(caller, () -> changing.begin(id, job, caller)
                .flatMap(_ -> queries.on(id, job.from()))
                .map(view -> Answer.created("/api/v1/employees/" + id, view.version(), view)));
    }

    @DeleteMapping("/{jobId}")
    @Permission("employees:write")
    @Operation(
            summary = "Withdraw the newest job",
            description =
                    "One that was planned, or entered wrongly. The job before goes on in its place. The audit trail"
                            + " keeps both.")
    @ApiResponse(
            responseCode = "200",
            description = "The employee, with the job of today",
            content = @Content(schema = @Schema(implementation = EmployeeView.class)))
    @Refuses(
            status = 409,
            code = "not_the_newest",
            detail = "Only the newest period of a history can be withdrawn: later ones follow from it.")
    @Refuses(status = 409, code = "only_job", detail = "An employee has at least one job: change it instead.")
    @Refuses(
            status = 409,
            code = "manager_loop",
            detail = "On 2026-12-01, Mara Lindqvist would report to themselves:"
                    + " Mara Lindqvist > Ove Strand > Mara Lindqvist.")
    Mono<ResponseEntity<byte[]>> withdraw(Caller caller, @PathVariable UUID id, @PathVariable UUID jobId) {
        return commands.run(caller, () -> changing.withdraw(id, jobId, caller)
                .then(Mono.defer(() -> queries.on(id, today.date())))
                .map(view -> Answer.ok(view.version(), view)));
    }
}
