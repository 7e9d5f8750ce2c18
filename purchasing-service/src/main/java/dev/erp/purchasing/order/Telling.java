package dev.erp.purchasing.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.purchasing.order.PurchaseOrder.Line;
import dev.erp.purchasing.order.PurchaseOrderEvent.BillableLine;
import dev.erp.purchasing.order.PurchaseOrderEvent.CountedLine;
import dev.erp.purchasing.order.PurchaseOrderEvent.Document;
import dev.erp.purchasing.order.PurchaseOrderEvent.OrderedLine;
import dev.erp.purchasing.order.PurchaseOrderEvent.RecordedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An order in the words of its events. */
final class Telling {

    private Telling() {}

    static Document document(PurchaseOrder order) {
        PurchaseOrder.Terms terms = order.terms();
        Amounts totals = order.totals();
        return new Document(
                order.id(),
                order.number(),
                terms.supplier(),
                terms.currency(),
                terms.exchangeRate(),
                terms.warehouseId(),
                terms.supplierReference(),
                PurchaseOrder.ROUNDING,
                order.lines().stream().map(Telling::ordered).toList(),
                totals.net(),
                totals.tax(),
                totals.gross(),
                terms.paymentTermDays());
    }

    private static OrderedLine ordered(Line line) {
        return new OrderedLine(
                line.line(),
                line.productId(),
                line.sku(),
                line.name(),
                line.supplierSku(),
                line.quantities().ordered(),
                line.quantities().cancelled().isPositive() ? line.quantities().cancelled() : null,
                line.unitPrice(),
                line.amounts().net(),
                line.taxRate(),
                line.amounts().tax(),
                line.amounts().gross(),
                line.expectedOn());
    }

    /** What is more than nothing. */
    static List<CountedLine> counted(PurchaseOrder order, List<Quantity> quantities) {
        List<CountedLine> counted = new ArrayList<>();
        for (Line line : order.lines()) {
            Quantity quantity = quantities.get(line.line() - 1);
            if (quantity.isPositive()) {
                counted.add(new CountedLine(line.line(), line.productId(), line.sku(), quantity));
            }
        }
        return counted;
    }

    static PurchaseOrderEvent.ReceiptRecorded recorded(PurchaseOrder order, Receipt receipt) {
        return new PurchaseOrderEvent.ReceiptRecorded(
                order.id(),
                order.number(),
                receipt.id(),
                receipt.number(),
                receipt.warehouseId(),
                recordedLines(order, receipt),
                receipt.receivedAt());
    }

    static PurchaseOrderEvent.ReversalRequested reversalRequested(PurchaseOrder order, Receipt receipt, Instant at) {
        return new PurchaseOrderEvent.ReversalRequested(
                order.id(),
                order.number(),
                receipt.id(),
                receipt.number(),
                receipt.warehouseId(),
                receipt.reason(),
                recordedLines(order, receipt),
                at);
    }

    private static List<RecordedLine> recordedLines(PurchaseOrder order, Receipt receipt) {
        List<RecordedLine> lines = new ArrayList<>();
        for (Line line : order.lines()) {
            Quantity accepted = receipt.accepted().get(line.line() - 1);
            Quantity rejected = receipt.rejected().get(line.line() - 1);
            if (accepted.isPositive() || rejected.isPositive()) {
                lines.add(new RecordedLine(
                        line.line(), line.productId(), line.sku(), accepted, rejected, line.unitCost(order.terms())));
            }
        }
        return lines;
    }

    static PurchaseOrderEvent.Received received(PurchaseOrder order, Receipt receipt) {
        PurchaseOrder.Terms terms = order.terms();
        List<BillableLine> lines = order.lines().stream()
                .filter(line -> receipt.accepted().get(line.line() - 1).isPositive())
                .map(line -> billable(line, receipt.accepted().get(line.line() - 1), terms))
                .toList();
        Amounts totals = Amounts.sum(
                lines.stream()
                        .map(line -> new Amounts(line.net(), line.tax(), line.gross()))
                        .toList(),
                terms.currency());
        return new PurchaseOrderEvent.Received(
                order.id(),
                order.number(),
                receipt.id(),
                receipt.number(),
                terms.supplier(),
                terms.currency(),
                terms.exchangeRate(),
                PurchaseOrder.ROUNDING,
                lines,
                totals.net(),
                totals.tax(),
                totals.gross(),
                terms.paymentTermDays(),
                receipt.receivedAt());
    }

    private static BillableLine billable(Line line, Quantity quantity, PurchaseOrder.Terms terms) {
        Amounts amounts = Amounts.of(quantity, line.unitPrice(), line.taxRate(), terms.currency());
        return new BillableLine(
                line.line(),
                line.productId(),
                line.sku(),
                line.name(),
                quantity,
                line.unitPrice(),
                amounts.net(),
                line.taxRate(),
                amounts.tax(),
                amounts.gross());
    }

    static PurchaseOrderEvent.ReceiptReversed reversed(PurchaseOrder order, Receipt receipt, Instant at) {
        return new PurchaseOrderEvent.ReceiptReversed(
                order.id(),
                order.number(),
                receipt.id(),
                receipt.number(),
                receipt.reason(),
                counted(order, receipt.accepted()),
                at);
    }
}
