package dev.erp.finance.rate;

import static dev.erp.chassis.persistence.Columns.of;

import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Rates that documents carry: units of the base currency ({@code erp.finance.currency}) for one of the document's. */
@Component
public final class ExchangeRates {

    private static final int MAX_DECIMALS = 6;
    private static final BigDecimal MAX = new BigDecimal("1000000");

    private final DatabaseClient database;
    private final Currency base;

    ExchangeRates(DatabaseClient database, @Value("${erp.finance.currency}") Currency base) {
        this.database = database;
        this.base = base;
    }

    public Currency base() {
        return base;
    }

    /**
     * @param rate or null
     * @throws Problem 400 for what cannot be a rate
     */
    public BigDecimal check(BigDecimal rate) {
        return check("exchangeRate", rate);
    }

    BigDecimal check(String field, BigDecimal rate) {
        if (rate != null
                && (rate.signum() <= 0
                        || rate.compareTo(MAX) >= 0
                        || rate.stripTrailingZeros().scale() > MAX_DECIMALS)) {
            throw Problem.invalid(
                    field,
                    "out_of_range",
                    "must be more than 0, less than " + MAX + ", with at most " + MAX_DECIMALS + " decimals");
        }
        return rate == null ? null : rate.stripTrailingZeros();
    }

    /** @throws Problem 422 {@code exchange_rate_in_base_currency} */
    public void requireFits(Currency currency, BigDecimal rate) {
        if (rate != null && currency.equals(base)) {
            String code = "exchange_rate_in_base_currency";
            throw Problem.unprocessable(
                    code, new FieldError("exchangeRate", code, "must be missing: " + base + " is the base currency"));
        }
    }

    /**
     * What a document of this day carries that has no rate of its own: the latest one that was entered for the day or one before it.
     * One statement; none when all is in the base currency. Fails with a {@link Problem} 422 {@code exchange_rate_missing} naming a
     * currency that has none.
     *
     * @return by currency; the base currency has none
     */
    public Mono<Map<Currency, BigDecimal>> on(LocalDate day, Collection<Currency> currencies) {
        List<Currency> foreign =
                currencies.stream().filter(one -> !one.equals(base)).distinct().toList();
        if (foreign.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("""
                        SELECT DISTINCT ON (currency) currency, rate
                          FROM exchange_rate
                         WHERE currency = ANY (:currencies::text[]) AND day <= :day
                         ORDER BY currency, day DESC
                        """)
                .bind("currencies", of(foreign, Currency::getCurrencyCode, String[]::new))
                .bind("day", day)
                .map(row -> Map.entry(
                        Currency.getInstance(row.get("currency", String.class)),
                        row.get("rate", BigDecimal.class).stripTrailingZeros()))
                .all()
                .collectList()
                .map(found -> {
                    Map<Currency, BigDecimal> rates = new HashMap<>();
                    found.forEach(entry -> rates.put(entry.getKey(), entry.getValue()));
                    foreign.stream()
                            .filter(one -> !rates.containsKey(one))
                            .findFirst()
                            .ifPresent(one -> {
                                throw missing(one, day);
                            });
                    return rates;
                });
    }

    private Problem missing(Currency currency, LocalDate day) {
        String where = "/api/v1/exchange-rates/" + currency + "/" + day;
        return Problem.unprocessable(
                        "exchange_rate_missing",
                        "No rate of " + currency + " is known on " + day + ", or before: enter what one " + currency
                                + " costs in " + base + " with PUT " + where + ".")
                .with("currency", currency.getCurrencyCode())
                .with("day", day)
                .with("enterAt", where);
    }
}
