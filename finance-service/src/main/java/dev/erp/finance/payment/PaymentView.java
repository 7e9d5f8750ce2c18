package dev.erp.finance.payment;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.Answer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the API shows it: of an invoice by a customer, of a bill to a supplier, or of a credit of a customer.
 *
 * @param kind {@code received} for an invoice, {@code made} for a bill; {@code credit_received}: paid beyond what was outstanding;
 *     {@code credit_applied}: an invoice was paid from a credit; {@code credit_refunded}
 * @param invoiceId missing when no invoice was paid
 * @param billId missing when no bill was paid
 * @param customerId whose credit it is of; missing when it is of none
 * @param receivedOn day on which the money came in or went out
 * @param transferId common to the payments that came with one transfer; missing for a single one
 * @param reverses the payment that this entry takes back; missing when it is a payment itself
 * @param reversedBy the entry that takes this payment back; missing while it counts
 * @param reason of a reversal; else missing
 * @param recordedBy id of who recorded it
 */
@Schema(name = "Payment")
record PaymentView(
        @Schema(example = "0193f2c4-7d30-7c52-8e77-4b8b3f2e9c05")
        UUID id,

        @Schema(example = "received") Payment.Kind kind,

        @Schema(example = "0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04") @Nullable
        UUID invoiceId,

        @Schema(example = "INV-2026-000004") @Nullable String invoiceNumber,

        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03") @Nullable
        UUID orderId,

        @Schema(example = "0193f2c4-a074-7f85-9baa-7ebe61cd1f08") @Nullable
        UUID billId,

        @Schema(example = "BILL-2026-000002") @Nullable String billNumber,

        @Schema(example = "0193f2c4-b185-7096-8cbb-8fcf72de2009") @Nullable
        UUID purchaseOrderId,

        @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01") @Nullable
        UUID customerId,

        @Schema(
                example = "bank_transfer",
                allowableValues = {
                    "credit_card",
                    "bank_transfer",
                    "cash",
                    "cheque",
                    "direct_debit",
                    "other",
                    "customer_credit"
                })
        PaymentMethod method,

        @Schema(example = "EUR 100.00") Money amount,

        @Schema(example = "Invoice INV-2026-000004") @Nullable
        String reference,

        @Schema(example = "2026-11-10") LocalDate receivedOn,

        @Schema(example = "0193f2c4-7d30-7c52-8e77-4b8b3f2e9c08") @Nullable
        UUID transferId,

        @Schema(example = "0193f2c4-7d30-7c52-8e77-4b8b3f2e9c06") @Nullable
        UUID reverses,

        @Schema(example = "0193f2c4-7d30-7c52-8e77-4b8b3f2e9c07") @Nullable
        UUID reversedBy,

        @Schema(example = "The bank took it back") @Nullable String reason,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
        String recordedBy,

        @Schema(example = "Fred Lindqvist") String recordedByName,
        @Schema(example = "2026-11-10T10:02:41.730114Z") Instant recordedAt) {

    /** 201 with it. */
    Answer created() {
        return Answer.created("/api/v1/payments/" + id, 1, this);
    }
}
