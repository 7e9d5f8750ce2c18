package dev.erp.finance.rate;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.document.Currencies;
import dev.erp.finance.document.Days;
import dev.erp.finance.rate.RateBook.Filter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/exchange-rates")
@Tag(name = "Exchange rates", description = "What currencies cost in the base currency, by day")
class ExchangeRateController {

    /** @param rate units of the base currency for one of the currency, more than 0, with at most 6 decimals */
    @Schema(name = "EnterExchangeRate")
    record EnterRate(
            @Schema(example = "0.9223", description = "Decimal in a string") @NotNull(message = "must be given")
            BigDecimal rate) {}

    private final RateBook book;
    private final ExchangeRates rates;
    private final Currencies currencies;
    private final Commands commands;

    ExchangeRateController(RateBook book, ExchangeRates rates, Currencies currencies, Commands commands) {
        this.book = book;
        this.rates = rates;
        this.currencies = currencies;
        this.commands = commands;
    }

    @GetMapping
    @Permission("payments:read")
    @Operation(
            summary = "List exchange rates",
            description = "From the day `from` on, up to the day before `to`. Sort: day.")
    Mono<Page<ExchangeRateView>> list(
            @Schema(example = "USD") @RequestParam(required = false) String currency,
            @RequestParam(required = false) LocalDate from,
            @RequestParam(required = false) LocalDate to,
            @SortableBy("day") PageRequest page) {
        Currency of = currency == null ? null : currencies.ofParameter(currency);
        return book.list(new Filter(of, Days.requireStorable("from", from), Days.requireStorable("to", to)), page);
    }

    @GetMapping("/{currency}/{day}")
    @Permission("payments:read")
    @Operation(summary = "Read the exchange rate of a day", description = "As it was entered for this very day.")
    Mono<ResponseEntity<ExchangeRateView>> get(
            @Parameter(example = "USD") @PathVariable String currency,
            @Parameter(example = "2026-11-23") @PathVariable LocalDate day) {
        return book.get(currencies.ofParameter(currency), Days.requireStorable("day", day))
                .map(rate -> ResponseEntity.ok()
                        .eTag(ETag.of(rate.version()))
                        .body(ExchangeRateView.of(rate, rates.base())));
    }

    @PutMapping("/{currency}/{day}")
    @Permission("payments:write")
    @Operation(
            summary = "Enter the exchange rate of a day",
            description =
                    "Or replace it. A document in the currency that is sent on that day, or on a later one before the"
                            + " next rate, and has none of its own carries it for good: what was sent before does not change.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ExchangeRateView.class)))
    @Refuses(
            status = 422,
            code = "exchange_rate_in_base_currency",
            detail = "exchangeRate must be missing: EUR is the base currency",
            field = "exchangeRate",
            fieldMessage = "must be missing: EUR is the base currency")
    Mono<ResponseEntity<byte[]>> enter(
            @Parameter(example = "USD") @PathVariable String currency,
            @Parameter(example = "2026-11-23") @PathVariable LocalDate day,
            @Valid @RequestBody EnterRate body,
            Caller caller) {
        Currency of = currencies.ofParameter(currency);
        Days.requireStorable("day", day);
        BigDecimal rate = rates.check("rate", body.rate());
        rates.requireFits(of, rate);
        return commands.run(caller, () -> book.enter(of, day, rate, caller)
                .map(entered -> Answer.ok(entered.version(), ExchangeRateView.of(entered, rates.base()))));
    }
}
