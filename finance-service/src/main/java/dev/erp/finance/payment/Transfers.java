package dev.erp.finance.payment;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.Invoices;
import dev.erp.finance.journal.Journal;
import dev.erp.finance.journal.JournalEntry;
import dev.erp.finance.payment.Payment.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * One transfer that pays several invoices: a payment for each, all of them or none, in the number of statements that one takes. Each
 * can be reversed by itself.
 */
@Component
class Transfers {

    /** What is for one invoice. */
    record Part(UUID invoiceId, Money amount) {}

    /**
     * What somebody enters.
     *
     * @param reference null for none
     * @param on null for today
     * @param parts each of another invoice
     */
    record Entered(PaymentMethod method, String reference, LocalDate on, List<Part> parts) {}

    private final PaymentEntries entries;
    private final PaymentQueries queries;
    private final Invoices invoices;
    private final Journal journal;
    private final BusinessCalendar calendar;

    Transfers(
            PaymentEntries entries,
            PaymentQueries queries,
            Invoices invoices,
            Journal journal,
            BusinessCalendar calendar) {
        this.entries = entries;
        this.queries = queries;
        this.invoices = invoices;
        this.journal = journal;
        this.calendar = calendar;
    }

    /** Records money that came in for several invoices, in the caller's transaction. */
    Mono<TransferView> receive(Entered entered, Caller caller) {
        Instant now = calendar.now();
        LocalDate today = calendar.dayOf(now);
        LocalDate day = entered.on == null ? today : entered.on;
        entered.parts.forEach(part -> Payment.check(part.amount, day, today));
        UUID transferId = Ids.next();
        return journal.requireOpen(day)
                .then(invoices.lockAll(
                        entered.parts.stream().map(Part::invoiceId).toList()))
                .flatMap(locked -> write(locked, entered, day, transferId, now, caller))
                .then(Mono.defer(() -> queries.ofTransfer(transferId)))
                .map(items -> new TransferView(transferId, items));
    }

    private Mono<Void> write(
            List<Invoice> locked, Entered entered, LocalDate day, UUID transferId, Instant now, Caller caller) {
        List<Payment> written = new ArrayList<>();
        List<NewEvent> events = new ArrayList<>();
        List<Invoice.Decided> changes = new ArrayList<>();
        List<JournalEntry> booked = new ArrayList<>();
        for (int i = 0; i < locked.size(); i++) {
            Invoice invoice = locked.get(i);
            Money amount = entered.parts.get(i).amount;
            requireFits(invoice, amount, "parts[" + i + "].amount.");
            Payment payment = new Payment(
                    Ids.next(),
                    Target.invoice(invoice.id()),
                    entered.method,
                    amount,
                    entered.reference,
                    day,
                    caller.actor(),
                    now,
                    transferId,
                    null,
                    null);
            changes.add(new Invoice.Decided(invoice.receive(amount), caller.inProcess(invoice.correlationId())));
            written.add(payment);
            booked.add(payment.booking(invoice.number(), invoice.terms().exchangeRate()));
            Payment.Recorded recorded = payment.recorded(invoice.orderId());
            events.add(Payments.event(
                    payment.id(),
                    1,
                    payment,
                    Payment.recordedType(recorded),
                    recorded,
                    caller,
                    invoice.correlationId()));
        }
        return entries.insert(written, events)
                .then(Mono.defer(() -> invoices.save(changes, now)))
                .then(Mono.defer(() -> journal.write(booked)));
    }

    /** The same rules as for one payment, told by the place of the part; what is no matter of amounts the invoice refuses. */
    private static void requireFits(Invoice invoice, Money amount, String at) {
        if (invoice.sent() == null) {
            return;
        }
        if (!amount.currency().equals(invoice.currency())) {
            String message = "must be " + invoice.currency() + ", the currency of the invoice";
            throw Problem.unprocessable(
                    "currency_mismatch", new FieldError(at + "currency", "currency_mismatch", message));
        }
        if (amount.compareTo(invoice.outstanding()) > 0) {
            String message = "must be at most " + invoice.outstanding() + ", which is what is outstanding";
            throw Problem.unprocessable(
                    "exceeds_outstanding", new FieldError(at + "amount", "exceeds_outstanding", message));
        }
    }
}
