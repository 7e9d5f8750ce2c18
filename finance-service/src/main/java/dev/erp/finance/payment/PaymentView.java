package dev.erp.finance.payment;

import dev.erp.chassis.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A payment as the API shows it.
 *
 * @param receivedOn day on which the money came in
 * @param recordedBy id of who recorded it
 */
record PaymentView(
        UUID id,
        UUID invoiceId,
        String invoiceNumber,
        UUID orderId,
        PaymentMethod method,
        Money amount,
        String reference,
        LocalDate receivedOn,
        String recordedBy,
        String recordedByName,
        Instant recordedAt) {}
