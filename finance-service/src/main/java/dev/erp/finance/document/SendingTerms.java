package dev.erp.finance.document;

import java.math.BigDecimal;

/**
 * What may be decided anew when a document is sent; each is null when it stays as it was drafted.
 *
 * @param exchangeRate units of the base currency for one of the document's
 */
public record SendingTerms(Integer paymentTermDays, Boolean endOfMonth, BigDecimal exchangeRate) {

    public static final SendingTerms AS_DRAFTED = new SendingTerms(null, null, null);

    public PaymentTerms over(PaymentTerms drafted) {
        return new PaymentTerms(
                paymentTermDays == null ? drafted.days() : paymentTermDays,
                endOfMonth == null ? drafted.endOfMonth() : endOfMonth);
    }

    /** @param drafted or null */
    public BigDecimal rateOver(BigDecimal drafted) {
        return exchangeRate == null ? drafted : exchangeRate;
    }
}
