package dev.erp.finance.journal;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.document.Days;
import dev.erp.finance.journal.JournalQueries.Filter;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/journal")
@Tag(name = "Journal", description = "The books: append-only, with double entry")
class JournalController {

    /** @param lockedUntil a day that is over, later than the one before: nothing can be booked up to it any more, for good */
    record LockPeriod(
            @Schema(example = "2026-10-31") @NotNull(message = "must be given")
            LocalDate lockedUntil) {}

    /** @param lockedUntil the last day that is closed */
    @Schema(name = "PeriodLock")
    record PeriodLock(@Schema(example = "2026-10-31") LocalDate lockedUntil) {}

    private final JournalQueries queries;
    private final TrialBalances balances;
    private final Periods periods;
    private final Commands commands;
    private final BusinessCalendar calendar;

    JournalController(
            JournalQueries queries,
            TrialBalances balances,
            Periods periods,
            Commands commands,
            BusinessCalendar calendar) {
        this.queries = queries;
        this.balances = balances;
        this.periods = periods;
        this.commands = commands;
        this.calendar = calendar;
    }

    @GetMapping("/entries")
    @Permission("payments:read")
    @Operation(
            summary = "List the entries of the journal",
            description = "From the day `from` on, up to the day before `to`. Sort: bookedAt, bookedOn.")
    Mono<Page<JournalEntryView>> entries(
            @RequestParam(required = false) UUID documentId,
            @RequestParam(required = false) LocalDate from,
            @RequestParam(required = false) LocalDate to,
            @SortableBy({"bookedAt", "bookedOn"}) PageRequest page) {
        return queries.list(
                new Filter(documentId, Days.requireStorable("from", from), Days.requireStorable("to", to)), page);
    }

    @GetMapping("/trial-balance")
    @Permission("payments:read")
    @Operation(
            summary = "Read the trial balance",
            description =
                    "Of everything booked up to the day `on`, that day included; today if missing. By currency, and all of"
                            + " it in the base currency at the rates of the entries.")
    Mono<TrialBalance> trialBalance(@RequestParam(required = false) LocalDate on) {
        return balances.on(on == null ? calendar.today() : Days.requireStorable("on", on));
    }

    @GetMapping("/lock")
    @Permission("payments:read")
    @Operation(summary = "Read up to which day the books are closed")
    Mono<PeriodLock> lock() {
        return queries.lockedUntil().map(PeriodLock::new);
    }

    @PostMapping("/lock")
    @Permission("payments:write")
    @Operation(
            summary = "Close the books up to a day",
            description = "For good: what is wrong in a closed period is corrected by an entry in an open one.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PeriodLock.class)))
    @Refuses(status = 409, code = "period_already_locked", detail = "The books are closed up to 2026-10-31.")
    Mono<ResponseEntity<byte[]>> lock(@Valid @RequestBody LockPeriod body, Caller caller) {
        return commands.run(caller, () -> periods.lock(Days.requireStorable("lockedUntil", body.lockedUntil()), caller)
                .map(until -> Answer.ok(new PeriodLock(until))));
    }
}
