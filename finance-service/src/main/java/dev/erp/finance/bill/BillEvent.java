package dev.erp.finance.bill;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** What happens to bills, as others hear it on {@value #TOPIC}. */
sealed interface BillEvent {

    String TOPIC = "erp.finance.bill";

    /** @param repeated true when nothing happened but that somebody asked again; else null */
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
            Instant draftedAt,
            Boolean repeated)
            implements BillEvent {}

    /** @param repeated true when nothing happened but that somebody asked again; else null */
    record Voided(UUID billId, UUID purchaseOrderId, UUID receiptId, UUID supplierId, String reason, Boolean repeated)
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
                terms.paymentTermDays(),
                terms.createdAt(),
                repeated ? true : null);
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

    default String type() {
        return switch (this) {
            case Drafted _ -> "finance.bill.drafted.v1";
            case Voided _ -> "finance.bill.voided.v1";
        };
    }
}
