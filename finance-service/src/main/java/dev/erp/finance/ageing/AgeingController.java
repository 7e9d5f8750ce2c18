package dev.erp.finance.ageing;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.document.Currencies;
import dev.erp.finance.document.Days;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Ageing", description = "What was open on a day, and how long it had been due")
class AgeingController {

    private final Ageing ageing;
    private final BusinessCalendar calendar;
    private final Currencies currencies;

    AgeingController(Ageing ageing, BusinessCalendar calendar, Currencies currencies) {
        this.ageing = ageing;
        this.calendar = calendar;
        this.currencies = currencies;
    }

    @GetMapping("/api/v1/invoices/ageing")
    @Permission("invoices:read")
    @Operation(
            summary = "Read what customers owe",
            description = "At the end of the day `on`, today if missing; in one currency, the base currency if missing."
                    + " Sort: name.")
    Mono<Page<AgeingView>> receivables(
            @RequestParam(required = false) LocalDate on,
            @Schema(example = "EUR") @RequestParam(required = false) String currency,
            @SortableBy(value = "name", ascending = true) PageRequest page) {
        return ageing.receivables(day(on), currencies.ofParameter(currency), page);
    }

    @GetMapping("/api/v1/bills/ageing")
    @Permission("bills:read")
    @Operation(
            summary = "Read what suppliers are owed",
            description = "At the end of the day `on`, today if missing; in one currency, the base currency if missing."
                    + " Sort: name.")
    Mono<Page<AgeingView>> payables(
            @RequestParam(required = false) LocalDate on,
            @Schema(example = "EUR") @RequestParam(required = false) String currency,
            @SortableBy(value = "name", ascending = true) PageRequest page) {
        return ageing.payables(day(on), currencies.ofParameter(currency), page);
    }

    private LocalDate day(LocalDate on) {
        LocalDate today = calendar.today();
        if (on != null && on.isAfter(today)) {
            throw Problem.invalid("on", "in_the_future", "must be " + today + " (today) or before");
        }
        return on == null ? today : Days.requireStorable("on", on);
    }
}
