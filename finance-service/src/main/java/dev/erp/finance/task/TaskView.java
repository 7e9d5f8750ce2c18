package dev.erp.finance.task;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open task.
 *
 * @param kind {@code credit_needed}: the order of this invoice was cancelled, or reduced in a way that cannot be followed, after the
 *     invoice was sent; closed when the credit note for the cancellation is sent. {@code return_not_credited}: goods came back that
 *     the invoice has no room to credit. {@code bill_correction_needed}: a receipt was reversed after its bill was no draft any more
 * @param invoiceId missing when the task is about a bill, or when the order has no invoice
 * @param billId missing unless the task is about a bill
 * @param reason why the order was cancelled, or what stands in the way
 */
@Schema(name = "FinanceTask")
record TaskView(
        @Schema(example = "0193f2c4-d396-72b8-8edd-a1e19f84f20b")
        UUID id,

        @Schema(
                example = "credit_needed",
                allowableValues = {"credit_needed", "return_not_credited", "bill_correction_needed"})
        String kind,

        @Schema(example = "0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04") @Nullable
        UUID invoiceId,

        @Schema(example = "INV-2026-000004") @Nullable String invoiceNumber,

        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03") @Nullable
        UUID orderId,

        @Schema(example = "SO-2026-000017") @Nullable String orderNumber,

        @Schema(example = "0193f2c4-a074-7f85-9baa-7ebe61cd1f08") @Nullable
        UUID billId,

        @Schema(example = "0193f2c4-b185-7096-8cbb-8fcf72de2009") @Nullable
        UUID purchaseOrderId,

        @Schema(example = "PO-2026-000003") @Nullable String purchaseOrderNumber,
        @Schema(example = "The customer ordered twice") String reason,
        @Schema(example = "2026-11-12T15:20:09.118402Z") Instant openedAt) {}
