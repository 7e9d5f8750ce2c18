package dev.erp.finance.task;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * An open task.
 *
 * @param kind {@code credit_needed}: the order of this invoice was cancelled after the invoice was sent, so a credit is due
 * @param reason why the order was cancelled
 */
@Schema(name = "FinanceTask")
record TaskView(
        @Schema(example = "0193f2c4-d396-72b8-8edd-a1e19f84f20b")
        UUID id,

        @Schema(example = "credit_needed") String kind,

        @Schema(example = "0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04")
        UUID invoiceId,

        @Schema(example = "INV-2026-000004") String invoiceNumber,

        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03")
        UUID orderId,

        @Schema(example = "SO-2026-000017") String orderNumber,
        @Schema(example = "The customer ordered twice") String reason,
        @Schema(example = "2026-11-12T15:20:09.118402Z") Instant openedAt) {}
