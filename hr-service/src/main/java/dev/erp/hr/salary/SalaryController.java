package dev.erp.hr.salary;

import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.hr.Calendar;
import dev.erp.hr.employee.Employee;
import dev.erp.hr.employee.Employees;
import dev.erp.hr.history.Period;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/employees")
@Tag(name = "Salaries", description = "What people earn. HR sees all, everybody else their own; who reads is audited.")
class SalaryController {

    private static final String READ = "salaries:read";
    private static final String OWN = "salaries:own";

    private final Salaries salaries;
    private final Employees employees;
    private final Commands commands;
    private final Transactions transactions;
    private final SecretRequests requests;

    SalaryController(
            Salaries salaries,
            Employees employees,
            Commands commands,
            Transactions transactions,
            SecretRequests requests) {
        this.salaries = salaries;
        this.employees = employees;
        this.commands = commands;
        this.transactions = transactions;
        this.requests = requests;
    }

    /** The oldest first; at most 500. */
    @Schema(name = "SalaryHistory")
    record SalaryHistory(List<Salary> items) {}

    @PostMapping("/{id}/salaries")
    @Permission("salaries:write")
    @Operation(
            summary = "Enter what an employee earns from a day on",
            description =
                    "From a day in the past, today or in the future. The salary before ends on the day before, if it"
                            + " had no end. The answer does not show the amount.")
    @ApiResponse(
            responseCode = "201",
            description = "The period, without the amount",
            content = @Content(schema = @Schema(implementation = Salary.Entered.class)))
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
    Mono<ResponseEntity<byte[]>> begin(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody Salary.Details details) {
        Period period = details.requireSound();
        return commands.run(requests.hashedWithKey(caller), () -> salaries.begin(id, details, period, caller)
                .map(written -> Answer.created(
                        "/api/v1/employees/" + id + "/salaries/"
                                + written.entered().id(),
                        written.version(),
                        written.entered())));
    }

    @GetMapping("/{id}/salaries")
    @Permission({READ, OWN})
    @Operation(
            summary = "Read what an employee earns",
            description =
                    "All periods, or the one of the day `on`; after the last day of the employment none of them holds."
                            + " Who may only read their own record gets 404 for all others.")
    Mono<SalaryHistory> list(
            Caller caller,
            ServerHttpResponse response,
            @PathVariable UUID id,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Calendar LocalDate on) {
        return shown(response, caller, employees.seenBy(caller, id, READ), on);
    }

    @GetMapping("/me/salaries")
    @Permission(OWN)
    @Operation(summary = "Read what you earn", description = "All periods, or the one of the day `on`.")
    @Refuses(status = 404, code = "not_found", detail = "There is no employee linked to your account.")
    Mono<SalaryHistory> own(
            Caller caller,
            ServerHttpResponse response,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Calendar LocalDate on) {
        return shown(response, caller, employees.self(caller), on);
    }

    @GetMapping("/{id}/salaries/{salaryId}")
    @Permission({READ, OWN})
    @Operation(summary = "Read one salary")
    Mono<Salary> read(Caller caller, ServerHttpResponse response, @PathVariable UUID id, @PathVariable UUID salaryId) {
        response.getHeaders().setCacheControl("no-store");
        return transactions.run(employees
                .seenBy(caller, id, READ)
                .flatMap(employee ->
                        salaries.read(employee, salary -> salary.id().equals(salaryId), caller))
                .flatMap(found -> found.isEmpty()
                        ? Mono.error(Problem.notFound("salary", salaryId))
                        : Mono.just(found.getFirst())));
    }

    @DeleteMapping("/{id}/salaries/{salaryId}")
    @Permission("salaries:write")
    @Operation(
            summary = "Withdraw the newest salary",
            description =
                    "One that was planned, or entered wrongly. The salary before goes on in its place, if it ended on"
                            + " the day before.")
    @ApiResponse(responseCode = "204", description = "The salary is gone")
    @Refuses(
            status = 409,
            code = "not_the_newest",
            detail = "Only the newest period of a history can be withdrawn: later ones follow from it.")
    Mono<ResponseEntity<byte[]>> withdraw(Caller caller, @PathVariable UUID id, @PathVariable UUID salaryId) {
        return commands.run(
                caller, () -> salaries.withdraw(id, salaryId, caller).thenReturn(Answer.noContent()));
    }

    private Mono<SalaryHistory> shown(
            ServerHttpResponse response, Caller caller, Mono<Employee> employee, LocalDate on) {
        response.getHeaders().setCacheControl("no-store");
        return transactions.run(employee.flatMap(found -> salaries.read(found, heldOn(found, on), caller))
                .map(SalaryHistory::new));
    }

    private static Predicate<Salary> heldOn(Employee employee, LocalDate on) {
        return salary -> on == null
                || new Period(salary.from(), salary.until()).covers(on)
                        && (employee.endDate() == null || !on.isAfter(employee.endDate()));
    }
}
