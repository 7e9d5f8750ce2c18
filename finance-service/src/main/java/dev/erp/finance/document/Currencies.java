package dev.erp.finance.document;

import dev.erp.chassis.web.Problem;
import java.util.Currency;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Currencies that reports are asked for in. */
@Component
public class Currencies {

    private final Currency base;

    Currencies(@Value("${erp.finance.currency}") Currency base) {
        this.base = base;
    }

    /**
     * @param code ISO 4217; null for the base currency
     * @throws Problem 400 for what is no currency to trade in
     */
    public Currency ofParameter(String code) {
        if (code == null) {
            return base;
        }
        try {
            Currency currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException e) {
            // told below, together with codes such as XAU
        }
        throw Problem.invalid("currency", "unknown", "must be an ISO 4217 currency code");
    }
}
