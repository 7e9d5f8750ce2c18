package dev.erp.finance.invoice;

import static dev.erp.chassis.persistence.Columns.of;
import static dev.erp.chassis.persistence.Columns.utc;

import dev.erp.finance.invoice.Invoice.Terms;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** Binds sets of invoices and of lines, one array per column. */
public final class InvoiceColumns {

    /** A line, and the document that it belongs to. */
    public record OwnedLine(UUID documentId, InvoiceLine line) {}

    private InvoiceColumns() {}

    static GenericExecuteSpec bindDrafts(GenericExecuteSpec statement, List<Draft> drafts) {
        List<Invoice> invoices = drafts.stream().map(Draft::invoice).toList();
        List<Terms> terms = invoices.stream().map(Invoice::terms).toList();
        return statement
                .bind("ids", of(invoices, Invoice::id, UUID[]::new))
                .bind("orderIds", of(terms, Terms::orderId, UUID[]::new))
                .bind("orderNumbers", of(terms, Terms::orderNumber, String[]::new))
                .bind("editions", of(terms, Terms::edition, Integer[]::new))
                .bind("customerIds", of(terms, t -> t.customer().customerId(), UUID[]::new))
                .bind("customerNumbers", of(terms, t -> t.customer().number(), String[]::new))
                .bind("customerNames", of(terms, t -> t.customer().name(), String[]::new))
                .bind("currencies", of(invoices, i -> i.currency().getCurrencyCode(), String[]::new))
                .bind("roundings", of(terms, Terms::rounding, String[]::new))
                .bind("nets", of(terms, t -> t.net().amount(), BigDecimal[]::new))
                .bind("taxes", of(terms, t -> t.tax().amount(), BigDecimal[]::new))
                .bind("grosses", of(terms, t -> t.gross().amount(), BigDecimal[]::new))
                .bind("terms", of(terms, t -> t.payment().days(), Integer[]::new))
                .bind("endsOfMonth", of(terms, t -> t.payment().endOfMonth(), Boolean[]::new))
                .bind("exchangeRates", of(terms, Terms::exchangeRate, BigDecimal[]::new))
                .bind("sources", of(terms, t -> t.source().code(), String[]::new))
                .bind("correlations", of(terms, Terms::correlationId, UUID[]::new))
                .bind("times", of(terms, t -> utc(t.createdAt()), OffsetDateTime[]::new));
    }

    /** Binds the lines of any documents that have these columns. */
    public static GenericExecuteSpec bindLines(GenericExecuteSpec statement, List<OwnedLine> owned) {
        List<InvoiceLine> lines = owned.stream().map(OwnedLine::line).toList();
        return statement
                .bind("lineDocuments", of(owned, OwnedLine::documentId, UUID[]::new))
                .bind("lines", of(lines, InvoiceLine::line, Integer[]::new))
                .bind("products", of(lines, InvoiceLine::productId, UUID[]::new))
                .bind("skus", of(lines, InvoiceLine::sku, String[]::new))
                .bind("names", of(lines, InvoiceLine::name, String[]::new))
                .bind("quantities", of(lines, l -> l.quantity().value(), BigDecimal[]::new))
                .bind("prices", of(lines, InvoiceLine::unitPrice, BigDecimal[]::new))
                .bind("discounts", of(lines, InvoiceLine::discountPercent, BigDecimal[]::new))
                .bind("lineNets", of(lines, InvoiceLine::net, BigDecimal[]::new))
                .bind("rates", of(lines, InvoiceLine::taxRate, BigDecimal[]::new))
                .bind("lineTaxes", of(lines, InvoiceLine::tax, BigDecimal[]::new))
                .bind("lineGrosses", of(lines, InvoiceLine::gross, BigDecimal[]::new));
    }

    /** @param before versions that the invoices must still have */
    static GenericExecuteSpec bindChanges(GenericExecuteSpec statement, List<Long> before, List<Invoice> after) {
        return statement
                .bind("ids", of(after, Invoice::id, UUID[]::new))
                .bind("befores", before.toArray(Long[]::new))
                .bind("terms", of(after, i -> i.terms().payment().days(), Integer[]::new))
                .bind("endsOfMonth", of(after, i -> i.terms().payment().endOfMonth(), Boolean[]::new))
                .bind("exchangeRates", of(after, i -> i.terms().exchangeRate(), BigDecimal[]::new))
                .bind("versions", of(after, Invoice::version, Long[]::new))
                .bind("paids", of(after, i -> i.paid().amount(), BigDecimal[]::new))
                .bind("crediteds", of(after, i -> i.credited().amount(), BigDecimal[]::new))
                .bind("numbers", of(after, Invoice::number, String[]::new))
                .bind(
                        "sentAts",
                        of(after, i -> i.sent() == null ? null : utc(i.sent().at()), OffsetDateTime[]::new))
                .bind(
                        "dueOns",
                        of(after, i -> i.sent() == null ? null : i.sent().dueOn(), LocalDate[]::new))
                .bind(
                        "voidedAts",
                        of(
                                after,
                                i -> i.voided() == null ? null : utc(i.voided().at()),
                                OffsetDateTime[]::new))
                .bind(
                        "reasons",
                        of(after, i -> i.voided() == null ? null : i.voided().reason(), String[]::new));
    }
}
