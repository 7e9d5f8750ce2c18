package dev.erp.hr.employee;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatchOf;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import dev.erp.hr.Calendar;
import dev.erp.hr.Today;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/employees")
@Tag(name = "Employees", description = "Who works here. HR sees all records, everybody else their own.")
class EmployeeController {

    private static final String READ = "employees:read";
    private static final String OWN = "employees:own";
    private static final Set<String> STATUSES = Set.of(Employee.ACTIVE, Employee.LEAVING, Employee.TERMINATED);

    private final Employees employees;
    private final EmployeeQueries queries;
    private final Commands commands;
    private final Today today;

    EmployeeController(Employees employees, EmployeeQueries queries, Commands commands, Today today) {
        this.employees = employees;
        this.queries = queries;
        this.commands = commands;
        this.today = today;
    }

    @PostMapping
    @Permission("employees:write")
    @Operation(
            summary = "Hire somebody",
            description = "With the job that they begin in. Their account, if they have one, is linked by its user id,"
                    + " which is known here some milliseconds after the user was made.")
    @ApiResponse(
            responseCode = "201",
            description = "The employee, with the job of the first day",
            content = @Content(schema = @Schema(implementation = EmployeeView.class)))
    @Refuses(status = 409, code = "account_taken", detail = "This account is linked to another employee.")
    @Refuses(
            status = 422,
            code = "unknown_account",
            detail = "userId is the id of no user",
            field = "userId",
            fieldMessage = "is the id of no user")
    @RefusesJobs
    Mono<ResponseEntity<byte[]>> hire(Caller caller, @Valid @RequestBody NewEmployee input) {
        LocalDate from = input.job().from();
        if (from != null && !from.equals(input.startDate())) {
            throw Problem.invalid("job.from", "not_the_start_date", "must be startDate, or missing");
        }
        return commands.run(caller, () -> employees
                .hire(input, caller)
                .flatMap(employee -> queries.on(employee.id(), employee.startDate()))
                .map(view -> Answer.created("/api/v1/employees/" + view.id(), view.version(), view)));
    }

    @GetMapping
    @Permission(READ)
    @Operation(
            summary = "List employees",
            description =
                    "Sortable by createdAt (newest first is the default), name and number; q searches number, name,"
                            + " e-mail address and telephone number; jobs are those on the day `on`, today if it is not given;"
                            + " departmentId includes the departments below it.")
    Mono<Page<EmployeeView>> list(
            @SortableBy({"createdAt", "name", "number"}) PageRequest page,
            @RequestParam(required = false)
                    @Schema(allowableValues = {Employee.ACTIVE, Employee.LEAVING, Employee.TERMINATED})
                    String status,
            @RequestParam(required = false) UUID departmentId,
            @RequestParam(required = false) UUID positionId,
            @RequestParam(required = false) UUID managerId,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Calendar LocalDate on,
            @RequestParam(required = false) String q) {
        if (status != null && !STATUSES.contains(status)) {
            throw Problem.invalid("status", "unknown", "must be active, leaving or terminated");
        }
        var filter = new EmployeeQueries.Filter(status, departmentId, positionId, managerId, q);
        return queries.list(filter, dayOf(on), page);
    }

    @GetMapping("/me")
    @Permission(OWN)
    @Operation(
            summary = "Read your own record",
            description = "That of the employee whom your account is linked to, with the job on the day `on`.")
    @Refuses(status = 404, code = "not_found", detail = "There is no employee linked to your account.")
    Mono<ResponseEntity<EmployeeView>> self(
            Caller caller,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Calendar LocalDate on) {
        return employees.self(caller).flatMap(employee -> shown(employee, on));
    }

    @GetMapping("/{id}")
    @Permission({READ, OWN})
    @Operation(
            summary = "Read an employee",
            description =
                    "With the job on the day `on`, today if it is not given. Who may only read their own record gets"
                            + " 404 for all others.")
    Mono<ResponseEntity<EmployeeView>> read(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Calendar LocalDate on) {
        return employees.seenBy(caller, id, READ).flatMap(employee -> shown(employee, on));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/json", "application/merge-patch+json"})
    @Permission("employees:write")
    @Operation(
            summary = "Change an employee's name, account or contact",
            description = "A JSON merge patch (RFC 7396). Jobs, salaries and the last day have commands of their own.")
    @ApiResponse(
            responseCode = "200",
            description = "The employee after the change",
            content = @Content(schema = @Schema(implementation = EmployeeView.class)))
    @Refuses(status = 409, code = "account_taken", detail = "This account is linked to another employee.")
    @Refuses(
            status = 422,
            code = "unknown_account",
            detail = "userId is the id of no user",
            field = "userId",
            fieldMessage = "is the id of no user")
    @Refuses(status = 409, code = "employee_has_left", detail = "Employee E-000012 has left on 2026-10-31.")
    Mono<ResponseEntity<byte[]>> change(
            Caller caller,
            @PathVariable UUID id,
            IfMatch ifMatch,
            @MergePatchOf(value = EmployeeDetails.class, example = "{\"contact\": {\"phone\": \"+46 8 5550199\"}}")
                    @RequestBody
                    JsonNode patch) {
        return commands.run(caller, () -> employees
                .change(id, ifMatch, patch, caller)
                .flatMap(employee -> queries.on(id, today.date()))
                .map(view -> Answer.ok(view.version(), view)));
    }

    private Mono<ResponseEntity<EmployeeView>> shown(Employee employee, LocalDate on) {
        return queries.on(employee.id(), dayOf(on))
                .map(view -> ResponseEntity.ok().eTag(ETag.of(view.version())).body(view));
    }

    private LocalDate dayOf(LocalDate on) {
        return on == null ? today.date() : on;
    }
}
