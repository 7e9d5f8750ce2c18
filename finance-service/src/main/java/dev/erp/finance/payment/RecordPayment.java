package dev.erp.finance.payment;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.PlainText;
import dev.erp.finance.payment.Payments.Entered;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/**
 * @param amount more than zero, in the currency of the document; at most what is outstanding, unless {@code keepExcess}
 * @param reference of the bank or the payer; 1 to 200 characters
 * @param receivedOn today or before; today if missing
 * @param keepExcess what is beyond what is outstanding of an invoice becomes a credit of the customer, by a payment of its own with
 *     the same {@code transferId}; refused if missing or false
 */
record RecordPayment(
        @Schema(example = "EUR 100.00") @NotNull(message = "must be given")
        Money amount,

        @Schema(example = "bank_transfer") @NotNull(message = "must be given")
        PaymentMethod method,

        @Schema(example = "Invoice INV-2026-000004")
        @Size(min = 1, max = 200, message = "must be 1 to 200 characters")
        @PlainText
        String reference,

        LocalDate receivedOn,

        @Schema(example = "false") Boolean keepExcess) {

    Entered entered() {
        return new Entered(amount, method, reference, receivedOn, Boolean.TRUE.equals(keepExcess));
    }
}
