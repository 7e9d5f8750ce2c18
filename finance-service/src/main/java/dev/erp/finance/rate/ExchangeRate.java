package dev.erp.finance.rate;

import dev.erp.chassis.event.Actor;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;

/**
 * What a currency cost on a day.
 *
 * @param rate units of the base currency for one of {@code currency}
 * @param by who entered it, or replaced it last
 * @param version 1 when it was entered, one more each time that it was replaced
 */
record ExchangeRate(
        UUID id, Currency currency, LocalDate day, BigDecimal rate, Actor by, Instant enteredAt, long version) {

    static final String TOPIC = "erp.finance.exchange-rate";
    static final String ENTERED = "finance.exchange-rate.entered.v1";

    /**
     * The data of {@value #ENTERED}.
     *
     * @param rateBefore null when the day had none
     */
    record Entered(
            UUID rateId,
            Currency currency,
            Currency baseCurrency,
            LocalDate day,
            BigDecimal rate,
            BigDecimal rateBefore) {}

    ExchangeRate replacedBy(ExchangeRate other) {
        return new ExchangeRate(id, currency, day, other.rate, other.by, other.enteredAt, version + 1);
    }

    Entered entered(Currency base, BigDecimal before) {
        return new Entered(id, currency, base, day, rate, before);
    }
}
