package dev.erp.finance.bill;

import static dev.erp.chassis.persistence.Columns.of;
import static dev.erp.chassis.persistence.Columns.utc;

import dev.erp.finance.bill.Bill.Draft;
import dev.erp.finance.bill.Bill.Receipt;
import dev.erp.finance.bill.Bill.Terms;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** Binds sets of bills with their lines, one array per column. */
final class BillColumns {

    /** A line, and the bill that it belongs to. */
    record OwnedLine(UUID billId, BillLine line) {}

    private BillColumns() {}

    static GenericExecuteSpec bindDrafts(GenericExecuteSpec statement, List<Draft> drafts) {
        List<Bill> bills = drafts.stream().map(Draft::bill).toList();
        List<Terms> terms = bills.stream().map(Bill::terms).toList();
        List<Receipt> receipts = terms.stream().map(Terms::receipt).toList();
        return bindLines(statement, drafts)
                .bind("ids", of(bills, Bill::id, UUID[]::new))
                .bind("orders", of(receipts, Receipt::purchaseOrderId, UUID[]::new))
                .bind("orderNumbers", of(receipts, Receipt::purchaseOrderNumber, String[]::new))
                .bind("receipts", of(receipts, Receipt::receiptId, UUID[]::new))
                .bind("receiptNumbers", of(receipts, Receipt::receiptNumber, String[]::new))
                .bind("receivedAts", of(receipts, r -> utc(r.receivedAt()), OffsetDateTime[]::new))
                .bind("supplierIds", of(terms, t -> t.supplier().supplierId(), UUID[]::new))
                .bind("supplierNumbers", of(terms, t -> t.supplier().number(), String[]::new))
                .bind("supplierNames", of(terms, t -> t.supplier().name(), String[]::new))
                .bind("currencies", of(bills, b -> b.currency().getCurrencyCode(), String[]::new))
                .bind("exchangeRates", of(terms, Terms::exchangeRate, BigDecimal[]::new))
                .bind("nets", of(terms, t -> t.net().amount(), BigDecimal[]::new))
                .bind("taxes", of(terms, t -> t.tax().amount(), BigDecimal[]::new))
                .bind("grosses", of(terms, t -> t.gross().amount(), BigDecimal[]::new))
                .bind("terms", of(terms, t -> t.payment().days(), Integer[]::new))
                .bind("endsOfMonth", of(terms, t -> t.payment().endOfMonth(), Boolean[]::new))
                .bind("editions", of(terms, Terms::edition, Integer[]::new))
                .bind("suppliersOwn", of(terms, Terms::supplierNumber, String[]::new))
                .bind("roundings", of(terms, Terms::rounding, String[]::new))
                .bind("correlations", of(terms, Terms::correlationId, UUID[]::new))
                .bind("times", of(terms, t -> utc(t.createdAt()), OffsetDateTime[]::new));
    }

    private static GenericExecuteSpec bindLines(GenericExecuteSpec statement, List<Draft> drafts) {
        List<OwnedLine> owned = drafts.stream()
                .flatMap(draft -> draft.lines().stream()
                        .map(line -> new OwnedLine(draft.bill().id(), line)))
                .toList();
        List<BillLine> lines = owned.stream().map(OwnedLine::line).toList();
        return statement
                .bind("lineBills", of(owned, OwnedLine::billId, UUID[]::new))
                .bind("lines", of(lines, BillLine::line, Integer[]::new))
                .bind("products", of(lines, BillLine::productId, UUID[]::new))
                .bind("skus", of(lines, BillLine::sku, String[]::new))
                .bind("names", of(lines, BillLine::name, String[]::new))
                .bind("quantities", of(lines, l -> l.quantity().value(), BigDecimal[]::new))
                .bind("prices", of(lines, BillLine::unitPrice, BigDecimal[]::new))
                .bind("discounts", of(lines, BillLine::discountPercent, BigDecimal[]::new))
                .bind("lineNets", of(lines, BillLine::net, BigDecimal[]::new))
                .bind("rates", of(lines, BillLine::taxRate, BigDecimal[]::new))
                .bind("lineTaxes", of(lines, BillLine::tax, BigDecimal[]::new))
                .bind("lineGrosses", of(lines, BillLine::gross, BigDecimal[]::new));
    }
}
