package dev.erp.finance.task;

import java.time.Instant;
import java.util.UUID;

/**
 * An open task.
 *
 * @param kind {@code credit_needed}: the order of this invoice was cancelled after the invoice was sent, so a credit is due
 * @param reason why the order was cancelled
 */
record TaskView(
        UUID id,
        String kind,
        UUID invoiceId,
        String invoiceNumber,
        UUID orderId,
        String orderNumber,
        String reason,
        Instant openedAt) {}
