package dev.erp.finance.order;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.credit.CreditNote;
import dev.erp.finance.credit.CreditNoteQueries;
import dev.erp.finance.invoice.Draft;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.InvoiceLine;
import dev.erp.finance.invoice.Invoices;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Drafts a further invoice of an order because a person asks for it, over what is ordered or shipped and on no other invoice that
 * counts; in the caller's transaction, under the locks of the order's invoices.
 */
@Component
class InvoicingByHand {

    /** So many pieces of a line of the order. */
    record Piece(int line, BigDecimal quantity) {}

    private final Invoices invoices;
    private final CreditNoteQueries notes;
    private final OrderFacts facts;
    private final BusinessCalendar calendar;

    InvoicingByHand(Invoices invoices, CreditNoteQueries notes, OrderFacts facts, BusinessCalendar calendar) {
        this.invoices = invoices;
        this.notes = notes;
        this.facts = facts;
        this.calendar = calendar;
    }

    /**
     * Fails with a {@link Problem} 422 for an order that was never confirmed or for more than may be invoiced, 409 when it is cancelled
     * or nothing is left.
     *
     * @param shippedOnly invoice no more than what was shipped
     * @param pieces of each line at most once; null for all that may be invoiced
     */
    Mono<Draft> draft(UUID orderId, boolean shippedOnly, List<Piece> pieces, Function<UUID, Origin> inProcess) {
        return invoices.lockOfOrders(List.of(orderId)).flatMap(found -> {
            if (found.isEmpty()) {
                throw Problem.unprocessable(
                        "unknown_order",
                        new FieldError("orderId", "unknown_order", "must be a sales order that was confirmed"));
            }
            return facts.isCancelled(orderId)
                    .filter(cancelled -> !cancelled)
                    .switchIfEmpty(Mono.error(() -> Problem.conflict(
                            "order_cancelled",
                            "Order " + found.getFirst().terms().orderNumber() + " is cancelled.")))
                    .then(share(found, shippedOnly))
                    .map(share -> draft(found, lines(share, pieces), inProcess))
                    .flatMap(draft -> invoices.draft(List.of(draft)).thenReturn(draft));
        });
    }

    private Mono<OrderShare> share(List<Invoice> found, boolean shippedOnly) {
        UUID orderId = found.getFirst().orderId();
        List<UUID> ids = found.stream().map(Invoice::id).toList();
        Mono<Map<Integer, BigDecimal>> limits = shippedOnly ? facts.shipped(orderId) : Mono.just(Map.of());
        return Mono.zip(invoices.lines(found), notes.ofInvoices(ids), facts.remaining(orderId), limits)
                .map(read -> {
                    Invoice first = found.stream()
                            .min(Comparator.comparing(i -> i.terms().edition()))
                            .orElseThrow();
                    List<InvoiceLine> counting = found.stream()
                            .filter(i -> i.voided() == null)
                            .flatMap(i -> read.getT1().get(i.id()).stream())
                            .toList();
                    List<CreditNote> credited = read.getT2();
                    return new OrderShare(
                            read.getT1().get(first.id()),
                            read.getT3(),
                            counting,
                            credited,
                            shippedOnly ? read.getT4() : null);
                });
    }

    private static List<InvoiceLine> lines(OrderShare share, List<Piece> pieces) {
        if (pieces == null) {
            List<InvoiceLine> rest = share.rest();
            if (rest.isEmpty()) {
                throw Problem.conflict("nothing_left_to_invoice", "Everything that may be invoiced is on an invoice.");
            }
            return rest;
        }
        List<InvoiceLine> lines = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            try {
                lines.add(share.of(pieces.get(i).line, pieces.get(i).quantity));
            } catch (IllegalArgumentException e) {
                throw Problem.unprocessable(
                        "exceeds_order",
                        new FieldError("lines[" + i + "]", "exceeds_order", "cannot be invoiced: " + e.getMessage()));
            }
        }
        lines.sort(Comparator.comparing(InvoiceLine::line));
        return lines;
    }

    private Draft draft(List<Invoice> found, List<InvoiceLine> shares, Function<UUID, Origin> inProcess) {
        Invoice latest = found.stream()
                .max(Comparator.comparing(i -> i.terms().edition()))
                .orElseThrow();
        Currency currency = latest.currency();
        List<InvoiceLine> lines = shares.stream().map(line -> line.in(currency)).toList();
        Instant now = calendar.now();
        Invoice.Terms terms = latest.terms()
                .byHand(
                        latest.terms().edition() + 1,
                        sum(lines, InvoiceLine::net, currency),
                        sum(lines, InvoiceLine::tax, currency),
                        now);
        return new Draft(Invoice.draft(Ids.next(), terms), lines, inProcess.apply(latest.correlationId()), null);
    }

    private static Money sum(List<InvoiceLine> lines, Function<InvoiceLine, BigDecimal> amount, Currency currency) {
        return new Money(lines.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add), currency);
    }
}
