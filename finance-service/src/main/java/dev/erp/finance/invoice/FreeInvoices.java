package dev.erp.finance.invoice;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.DocumentTotals;
import dev.erp.chassis.money.DocumentTotals.Rounding;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.document.EnteredLine;
import dev.erp.finance.document.PaymentTerms;
import dev.erp.finance.party.Parties;
import dev.erp.finance.party.Party;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Drafts invoices without an order, in the caller's transaction. Each is a business process of its own. */
@Component
class FreeInvoices {

    /**
     * What somebody enters.
     *
     * @param currency null for the customer's
     * @param exchangeRate units of the base currency for one of the invoice's, or null
     * @param paymentTermDays null for the customer's
     */
    record Entered(
            UUID customerId,
            Currency currency,
            BigDecimal exchangeRate,
            Integer paymentTermDays,
            boolean endOfMonth,
            Rounding rounding,
            List<EnteredLine> lines) {}

    private final Invoices invoices;
    private final Parties parties;
    private final BusinessCalendar calendar;

    FreeInvoices(Invoices invoices, Parties parties, BusinessCalendar calendar) {
        this.invoices = invoices;
        this.parties = parties;
        this.calendar = calendar;
    }

    /** Fails with a {@link Problem} 400 or 422 naming what is wrong, 409 for a customer who is not active. */
    Mono<Draft> draft(Entered entered, Function<UUID, Origin> inProcess) {
        return parties.active(Party.Kind.CUSTOMER, entered.customerId, "customerId")
                .map(customer -> draft(entered, customer, inProcess))
                .flatMap(draft -> invoices.draft(List.of(draft)).thenReturn(draft));
    }

    private Draft draft(Entered entered, Party customer, Function<UUID, Origin> inProcess) {
        Currency currency = entered.currency == null ? customer.currency() : entered.currency;
        DocumentTotals totals = EnteredLine.totals(currency, entered.rounding, entered.lines);
        UUID id = Ids.next();
        Instant now = calendar.now();
        Invoice.Terms terms = new Invoice.Terms(
                null,
                null,
                1,
                new Customer(customer.id(), customer.number(), customer.name()),
                entered.rounding.code(),
                new Money(totals.net(), currency),
                new Money(totals.tax(), currency),
                new Money(totals.gross(), currency),
                new PaymentTerms(
                        entered.paymentTermDays == null ? customer.paymentTermDays() : entered.paymentTermDays,
                        entered.endOfMonth),
                entered.exchangeRate,
                Invoice.Source.FREE,
                id,
                now);
        List<InvoiceLine> lines = new ArrayList<>();
        for (int i = 0; i < entered.lines.size(); i++) {
            EnteredLine line = entered.lines.get(i);
            DocumentTotals.Line amounts = totals.lines().get(i);
            lines.add(new InvoiceLine(
                            i + 1,
                            line.productId(),
                            line.sku(),
                            line.name().strip(),
                            line.quantity(),
                            line.unitPrice(),
                            line.discount(),
                            amounts.net(),
                            line.taxRate(),
                            amounts.tax(),
                            amounts.gross())
                    .in(currency));
        }
        return new Draft(Invoice.draft(id, terms), lines, inProcess.apply(id), null);
    }
}
