package dev.erp.finance.rate;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;

/**
 * What a currency cost on a day, as the API shows it.
 *
 * @param day from it on, up to the next one that has a rate, documents carry this one
 * @param rate units of the base currency for one of {@code currency}
 * @param enteredBy id of who entered it, or replaced it last
 */
@Schema(name = "ExchangeRate")
record ExchangeRateView(
        @Schema(example = "0193f2c4-f5b8-74da-9aff-c301b6421d01")
        UUID id,

        @Schema(example = "USD") Currency currency,
        @Schema(example = "EUR") Currency baseCurrency,
        @Schema(example = "2026-11-23") LocalDate day,

        @Schema(example = "0.9223", description = "Decimal in a string")
        BigDecimal rate,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
        String enteredBy,

        @Schema(example = "Fred Lindqvist") String enteredByName,
        @Schema(example = "2026-11-23T07:30:00Z") Instant enteredAt,
        @Schema(example = "1") long version) {

    static ExchangeRateView of(ExchangeRate rate, Currency base) {
        return new ExchangeRateView(
                rate.id(),
                rate.currency(),
                base,
                rate.day(),
                rate.rate(),
                rate.by().id(),
                rate.by().name(),
                rate.enteredAt(),
                rate.version());
    }
}
