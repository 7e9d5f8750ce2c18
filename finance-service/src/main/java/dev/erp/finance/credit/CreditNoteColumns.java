package dev.erp.finance.credit;

import static dev.erp.chassis.persistence.Columns.of;
import static dev.erp.chassis.persistence.Columns.utc;

import dev.erp.finance.credit.CreditNote.Terms;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** Binds sets of credit notes, one array per column. */
final class CreditNoteColumns {

    private CreditNoteColumns() {}

    static GenericExecuteSpec bindDrafts(GenericExecuteSpec statement, List<CreditNote> notes) {
        List<Terms> terms = notes.stream().map(CreditNote::terms).toList();
        return statement
                .bind("ids", of(notes, CreditNote::id, UUID[]::new))
                .bind("kinds", of(terms, t -> t.kind().code(), String[]::new))
                .bind("invoices", of(terms, Terms::invoiceId, UUID[]::new))
                .bind("orders", of(terms, Terms::orderId, UUID[]::new))
                .bind("orderNumbers", of(terms, Terms::orderNumber, String[]::new))
                .bind("returns", of(terms, t -> t.of().returnId(), UUID[]::new))
                .bind("returnNumbers", of(terms, t -> t.of().returnNumber(), String[]::new))
                .bind("customerIds", of(terms, t -> t.customer().customerId(), UUID[]::new))
                .bind("customerNumbers", of(terms, t -> t.customer().number(), String[]::new))
                .bind("customerNames", of(terms, t -> t.customer().name(), String[]::new))
                .bind("currencies", of(notes, n -> n.currency().getCurrencyCode(), String[]::new))
                .bind("roundings", of(terms, Terms::rounding, String[]::new))
                .bind("reasons", of(terms, Terms::reason, String[]::new))
                .bind("nets", of(terms, t -> t.net().amount(), BigDecimal[]::new))
                .bind("taxes", of(terms, t -> t.tax().amount(), BigDecimal[]::new))
                .bind("grosses", of(terms, t -> t.gross().amount(), BigDecimal[]::new))
                .bind("correlations", of(terms, Terms::correlationId, UUID[]::new))
                .bind("times", of(terms, t -> utc(t.createdAt()), OffsetDateTime[]::new));
    }

    static GenericExecuteSpec bindChanges(GenericExecuteSpec statement, List<CreditNote> after) {
        return statement
                .bind("ids", of(after, CreditNote::id, UUID[]::new))
                .bind("versions", of(after, CreditNote::version, Long[]::new))
                .bind("numbers", of(after, CreditNote::number, String[]::new))
                .bind(
                        "exchangeRates",
                        of(after, n -> n.sent() == null ? null : n.sent().exchangeRate(), BigDecimal[]::new))
                .bind(
                        "sentAts",
                        of(after, n -> n.sent() == null ? null : utc(n.sent().at()), OffsetDateTime[]::new))
                .bind(
                        "voidedAts",
                        of(
                                after,
                                n -> n.voided() == null ? null : utc(n.voided().at()),
                                OffsetDateTime[]::new))
                .bind(
                        "reasons",
                        of(after, n -> n.voided() == null ? null : n.voided().reason(), String[]::new));
    }
}
