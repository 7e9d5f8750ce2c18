package dev.erp.finance.document;

import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import java.math.BigDecimal;
import java.util.Currency;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Rates that documents carry: units of the base currency ({@code erp.finance.currency}) for one of the document's. */
@Component
public final class ExchangeRates {

    private static final int MAX_DECIMALS = 6;
    private static final BigDecimal MAX = new BigDecimal("1000000");

    private final Currency base;

    ExchangeRates(@Value("${erp.finance.currency}") Currency base) {
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
        if (rate != null
                && (rate.signum() <= 0
                        || rate.compareTo(MAX) > 0
                        || rate.stripTrailingZeros().scale() > MAX_DECIMALS)) {
            throw Problem.invalid(
                    "exchangeRate",
                    "out_of_range",
                    "must be more than 0, at most " + MAX + ", with at most " + MAX_DECIMALS + " decimals");
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
}
