package dev.erp.hr.employee;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Refuses;
import dev.erp.hr.Calendar;
import dev.erp.hr.Today;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/employees/{id}")
@Tag(name = "Employees")
class DepartureController {

    private final Departures departures;
    private final EmployeeQueries queries;
    private final Commands commands;
    private final Today today;

    DepartureController(Departures departures, EmployeeQueries queries, Commands commands, Today today) {
        this.departures = departures;
        this.queries = queries;
        this.commands = commands;
        this.today = today;
    }

    /**
     * How an employment ends.
     *
     * @param lastDay the last day of the employment
     * @param atOnce disables the account now, whenever the last day is
     */
    @Schema(name = "Termination")
    record Termination(
            @Schema(example = "2026-12-31") @NotNull(message = "must be given") @Calendar
            LocalDate lastDay,

            @Schema(example = "false", defaultValue = "false")
            Boolean atOnce) {}

    @PostMapping("/terminate")
    @Permission("employees:write")
    @Operation(
            summary = "End an employment",
            description = "When the last day is over, or at once if it is over already or atOnce says so, the linked"
                    + " account is disabled: no service accepts its tokens a second later. Until then another last day"
                    + " replaces this one.")
    @ApiResponse(
            responseCode = "200",
            description = "The employee: leaving, or terminated",
            content = @Content(schema = @Schema(implementation = EmployeeView.class)))
    @Refuses(
            status = 422,
            code = "before_start_date",
            detail = "lastDay must be 2026-11-02, the first day, or later",
            field = "lastDay",
            fieldMessage = "must be 2026-11-02, the first day, or later")
    @Refuses(status = 409, code = "employee_has_left", detail = "Employee E-000012 has left on 2026-10-31.")
    Mono<ResponseEntity<byte[]>> terminate(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody Termination termination) {
        boolean atOnce = Boolean.TRUE.equals(termination.atOnce());
        return commands.run(caller, () -> departures
                .terminate(id, termination.lastDay(), atOnce, caller)
                .flatMap(this::answer));
    }

    @PostMapping("/withdraw-termination")
    @Permission("employees:write")
    @Operation(
            summary = "Let somebody stay who was about to leave",
            description = "As long as the last day is not over and the account was not disabled.")
    @ApiResponse(
            responseCode = "200",
            description = "The employee, active",
            content = @Content(schema = @Schema(implementation = EmployeeView.class)))
    @Refuses(status = 409, code = "not_leaving", detail = "Employee E-000012 has no last day that could be withdrawn.")
    @Refuses(status = 409, code = "employee_has_left", detail = "Employee E-000012 has left on 2026-10-31.")
    Mono<ResponseEntity<byte[]>> withdraw(Caller caller, @PathVariable UUID id) {
        return commands.run(caller, () -> departures.withdraw(id, caller).flatMap(this::answer));
    }

    private Mono<Answer> answer(Employee employee) {
        return queries.on(employee.id(), today.date()).map(view -> Answer.ok(view.version(), view));
    }
}
