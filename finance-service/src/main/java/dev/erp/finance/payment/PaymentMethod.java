package dev.erp.finance.payment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How money came in. */
enum PaymentMethod {
    CREDIT_CARD,
    BANK_TRANSFER,
    CASH,
    CHEQUE,
    DIRECT_DEBIT,
    OTHER;

    /** As on the wire: {@code bank_transfer}. */
    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
