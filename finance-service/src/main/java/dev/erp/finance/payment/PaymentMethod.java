package dev.erp.finance.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** How money came in. */
enum PaymentMethod {
    CREDIT_CARD,
    BANK_TRANSFER,
    CASH,
    CHEQUE,
    DIRECT_DEBIT,
    OTHER,
    /** No money: taken from what the customer had paid too much. Not to be entered. */
    CUSTOMER_CREDIT;

    private static final List<PaymentMethod> ENTERED =
            List.of(CREDIT_CARD, BANK_TRANSFER, CASH, CHEQUE, DIRECT_DEBIT, OTHER);

    /** As on the wire: {@code bank_transfer}. */
    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the methods that there are; also for a number, which must not be an index */
    @JsonCreator
    static PaymentMethod ofCode(String code) {
        List<String> codes = ENTERED.stream().map(PaymentMethod::code).toList();
        int index = codes.indexOf(code);
        if (index < 0) {
            throw new IllegalArgumentException("must be one of " + codes);
        }
        return ENTERED.get(index);
    }

    static PaymentMethod ofStored(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
