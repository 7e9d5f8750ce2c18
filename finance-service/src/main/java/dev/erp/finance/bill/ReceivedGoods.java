package dev.erp.finance.bill;

import static dev.erp.finance.document.Checks.require;
import static dev.erp.finance.document.Checks.requireText;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Money;
import dev.erp.finance.bill.Bill.Draft;
import dev.erp.finance.document.Checks;
import dev.erp.finance.document.PaymentTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * What finance reads of {@code purchasing.order.received.v1}: all that a bill needs. Input from outside, so it is checked before it
 * becomes a bill, and its amounts are added up again.
 */
record ReceivedGoods(
        UUID purchaseOrderId,
        String number,
        UUID receiptId,
        String receiptNumber,
        Supplier supplier,
        Currency currency,
        BigDecimal exchangeRate,
        List<BillLine> lines,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal gross,
        Integer paymentTermDays,
        Instant receivedAt) {

    /**
     * The bill for a receipt, with the same lines and totals.
     *
     * @throws InvalidEventException when something is missing or out of range, or the amounts do not add up
     */
    static Draft draft(IncomingEvent event, UUID billId, Actor service, Instant now) {
        ReceivedGoods goods = event.as(ReceivedGoods.class);
        try {
            goods.check(event.subject());
            Bill.Terms terms = new Bill.Terms(
                    new Bill.Receipt(
                            goods.purchaseOrderId,
                            goods.number,
                            goods.receiptId,
                            goods.receiptNumber,
                            goods.receivedAt),
                    goods.supplier,
                    goods.exchangeRate,
                    new Money(goods.net, goods.currency),
                    new Money(goods.tax, goods.currency),
                    new Money(goods.gross, goods.currency),
                    PaymentTerms.net(goods.paymentTermDays),
                    1,
                    null,
                    "half_up_per_line",
                    event.correlationId(),
                    now);
            List<BillLine> lines =
                    goods.lines.stream().map(line -> line.in(goods.currency)).toList();
            return new Draft(Bill.draft(billId, terms), lines, event.causes(service));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidEventException(
                    "a receipt of purchase order " + event.subject() + " cannot be billed: " + e.getMessage(), e);
        }
    }

    private void check(UUID subject) {
        require(subject.equals(purchaseOrderId), "purchaseOrderId is not the subject of the event");
        requireText(number, "number");
        require(receiptId != null, "receiptId is missing");
        requireText(receiptNumber, "receiptNumber");
        require(supplier != null && supplier.supplierId() != null, "supplier is missing");
        requireText(supplier.number(), "supplier.number");
        requireText(supplier.name(), "supplier.name");
        require(currency != null, "currency is missing");
        require(exchangeRate == null || exchangeRate.signum() > 0, "exchangeRate is not more than 0");
        Checks.requirePaymentTerm(paymentTermDays);
        require(receivedAt != null, "receivedAt is missing");
        BillLine.requireSound(lines, net, tax, gross);
    }
}
