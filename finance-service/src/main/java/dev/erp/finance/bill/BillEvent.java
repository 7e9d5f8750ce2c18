package dev.erp.finance.bill;

import dev.erp.chassis.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** What happens to bills, as others hear it on {@value #TOPIC}. */
public sealed interface BillEvent {

    String TOPIC = "erp.finance.bill";

    /**
     * @param purchaseOrderId null when the bill is for none, here and in all others
     * @param receiptId null when it was entered by hand, here and in all others
     * @param endOfMonth true when the payment term ends with a month; else null
     * @param supplierNumber the supplier's own number of the bill, or null
     * @param repeated true when nothing happened but that somebody asked again; else null
     */
    record Drafted(
            UUID billId,
            UUID purchaseOrderId,
            String purchaseOrderNumber,
            UUID receiptId,
            String receiptNumber,
            Supplier supplier,
            Currency currency,
            BigDecimal exchangeRate,
            List<BillLine> lines,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal gross,
            BigDecimal outstanding,
            int paymentTermDays,
            Boolean endOfMonth,
            String supplierNumber,
            Instant draftedAt,
            Boolean repeated)
            implements BillEvent {}

    /** @param repeated true when nothing happened but that somebody asked again; else null */
    record Voided(UUID billId, UUID purchaseOrderId, UUID receiptId, UUID supplierId, String reason, Boolean repeated)
            implements BillEvent {}

    /** @param supplierNumber the supplier's own number of the bill, or null */
    record Sent(
            UUID billId,
            UUID purchaseOrderId,
            UUID receiptId,
            UUID supplierId,
            String number,
            String supplierNumber,
            Currency currency,
            BigDecimal gross,
            BigDecimal outstanding,
            BigDecimal exchangeRate,
            Instant sentAt,
            LocalDate dueOn)
            implements BillEvent {}

    record PartiallyPaid(
            UUID billId,
            UUID purchaseOrderId,
            UUID supplierId,
            String number,
            Currency currency,
            BigDecimal gross,
            BigDecimal paid,
            BigDecimal outstanding)
            implements BillEvent {}

    record Paid(
            UUID billId,
            UUID purchaseOrderId,
            UUID supplierId,
            String number,
            Currency currency,
            BigDecimal gross,
            BigDecimal paid,
            BigDecimal outstanding)
            implements BillEvent {}

    /** @param amount of the payment that was reversed */
    record PaymentReversed(
            UUID billId,
            UUID purchaseOrderId,
            UUID supplierId,
            String number,
            Currency currency,
            BigDecimal amount,
            BigDecimal gross,
            BigDecimal paid,
            BigDecimal outstanding)
            implements BillEvent {}

    /** @param dueOn the last day to pay, which is over */
    record Overdue(
            UUID billId,
            UUID purchaseOrderId,
            UUID supplierId,
            String number,
            Currency currency,
            BigDecimal gross,
            BigDecimal outstanding,
            LocalDate dueOn)
            implements BillEvent {}

    static BillEvent drafted(Bill bill, List<BillLine> lines, boolean repeated) {
        Bill.Terms terms = bill.terms();
        Bill.Receipt receipt = terms.receipt();
        return new Drafted(
                bill.id(),
                receipt.purchaseOrderId(),
                receipt.purchaseOrderNumber(),
                receipt.receiptId(),
                receipt.receiptNumber(),
                terms.supplier(),
                bill.currency(),
                terms.exchangeRate(),
                lines,
                terms.net().amount(),
                terms.tax().amount(),
                terms.gross().amount(),
                bill.outstanding().amount(),
                terms.payment().days(),
                terms.payment().endOfMonthOrNull(),
                terms.supplierNumber(),
                terms.createdAt(),
                repeated ? true : null);
    }

    static BillEvent overdue(Bill bill) {
        return new Overdue(
                bill.id(),
                bill.terms().receipt().purchaseOrderId(),
                bill.terms().supplier().supplierId(),
                bill.number(),
                bill.currency(),
                bill.terms().gross().amount(),
                bill.outstanding().amount(),
                bill.sent().dueOn());
    }

    static BillEvent voided(Bill bill, boolean repeated) {
        Bill.Receipt receipt = bill.terms().receipt();
        return new Voided(
                bill.id(),
                receipt.purchaseOrderId(),
                receipt.receiptId(),
                bill.terms().supplier().supplierId(),
                bill.voided().reason(),
                repeated ? true : null);
    }

    static BillEvent sent(Bill bill) {
        Bill.Receipt receipt = bill.terms().receipt();
        return new Sent(
                bill.id(),
                receipt.purchaseOrderId(),
                receipt.receiptId(),
                bill.terms().supplier().supplierId(),
                bill.number(),
                bill.sent().supplierNumber(),
                bill.currency(),
                bill.terms().gross().amount(),
                bill.outstanding().amount(),
                bill.terms().exchangeRate(),
                bill.sent().at(),
                bill.sent().dueOn());
    }

    /** What a payment made of it. */
    static BillEvent settled(Bill bill) {
        UUID order = bill.terms().receipt().purchaseOrderId();
        UUID supplier = bill.terms().supplier().supplierId();
        BigDecimal gross = bill.terms().gross().amount();
        BigDecimal paid = bill.paid().amount();
        BigDecimal left = bill.outstanding().amount();
        return left.signum() == 0
                ? new Paid(bill.id(), order, supplier, bill.number(), bill.currency(), gross, paid, left)
                : new PartiallyPaid(bill.id(), order, supplier, bill.number(), bill.currency(), gross, paid, left);
    }

    static BillEvent paymentReversed(Bill bill, Money amount) {
        return new PaymentReversed(
                bill.id(),
                bill.terms().receipt().purchaseOrderId(),
                bill.terms().supplier().supplierId(),
                bill.number(),
                bill.currency(),
                amount.amount(),
                bill.terms().gross().amount(),
                bill.paid().amount(),
                bill.outstanding().amount());
    }

    default String type() {
        return switch (this) {
            case Overdue _ -> "finance.bill.overdue.v1";
            case Sent _ -> "finance.bill.sent.v1";
            case PartiallyPaid _ -> "finance.bill.partially-paid.v1";
            case Paid _ -> "finance.bill.paid.v1";
            case PaymentReversed _ -> "finance.bill.payment-reversed.v1";
            case Drafted _ -> "finance.bill.drafted.v1";
            case Voided _ -> "finance.bill.voided.v1";
        };
    }
}
