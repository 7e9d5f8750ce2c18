package dev.erp.finance.payment;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.bill.Bill;
import dev.erp.finance.bill.Bills;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.Invoices;
import dev.erp.finance.journal.Journal;
import dev.erp.finance.payment.Payment.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The one writer of payments. What is paid is locked first, so that two payments at once cannot both take what is left; everything
 * runs in the caller's transaction.
 */
@Component
class Payments {

    /**
     * What somebody enters.
     *
     * @param reference null for none
     * @param on null for today
     * @param keepExcess what is beyond what is outstanding becomes a credit
     */
    record Entered(Money amount, PaymentMethod method, String reference, LocalDate on, boolean keepExcess) {}

    private final PaymentEntries entries;
    private final CustomerCredits credits;
    private final Invoices invoices;
    private final Bills bills;
    private final Journal journal;
    private final PaymentQueries queries;
    private final BusinessCalendar calendar;

    Payments(
            PaymentEntries entries,
            CustomerCredits credits,
            Invoices invoices,
            Bills bills,
            Journal journal,
            PaymentQueries queries,
            BusinessCalendar calendar) {
        this.entries = entries;
        this.credits = credits;
        this.invoices = invoices;
        this.bills = bills;
        this.journal = journal;
        this.queries = queries;
        this.calendar = calendar;
    }

    /**
     * Records money that came in for an invoice, and what it does to the invoice. What is beyond what is outstanding is refused, or on
     * request becomes a credit of the customer, by a second payment of the same transfer.
     */
    Mono<PaymentView> receive(UUID invoiceId, Entered entered, Caller caller) {
        Payment whole = payment(Target.invoice(invoiceId), entered, caller);
        return invoices.lock(invoiceId).flatMap(invoice -> {
            List<Payment> parts = entered.keepExcess ? split(whole, invoice) : List.of(whole);
            Payment payment = parts.getFirst();
            Invoice.Change change = invoice.receive(payment.amount());
            Payment.Recorded event = payment.recorded(invoice.orderId());
            NewEvent recorded = event(
                    payment.id(), 1, payment, Payment.recordedType(event), event, caller, invoice.correlationId());
            Mono<Void> excess = parts.size() == 1
                    ? Mono.empty()
                    : credits.move(
                            parts.getLast(),
                            Payment.CREDIT_RECEIVED,
                            new CustomerCredits.Of(
                                    invoice.number(), invoice.terms().exchangeRate(), invoice.correlationId()),
                            caller);
            return journal.requireOpen(payment.receivedOn())
                    .then(Mono.defer(() -> entries.insert(List.of(payment), List.of(recorded))))
                    .then(invoices.save(change, payment.recordedAt(), caller::inProcess))
                    .then(journal.write(List.of(
                            payment.booking(invoice.number(), invoice.terms().exchangeRate()))))
                    .then(Mono.defer(() -> excess))
                    .then(queries.get(payment.id()));
        });
    }

    /** What is outstanding of the invoice, and what is beyond it; the invoice refuses what does not fit otherwise. */
    private static List<Payment> split(Payment whole, Invoice invoice) {
        Money outstanding = invoice.outstanding();
        boolean fits = !whole.amount().currency().equals(invoice.currency())
                || whole.amount().compareTo(outstanding) <= 0
                || outstanding.isZero();
        if (invoice.sent() == null || fits) {
            return List.of(whole);
        }
        UUID transfer = Ids.next();
        UUID customer = invoice.terms().customer().customerId();
        return List.of(
                whole.part(whole.id(), whole.of(), outstanding, transfer),
                whole.part(Ids.next(), Target.credit(customer), whole.amount().minus(outstanding), transfer));
    }

    /** Records money that went out for a bill, and what it does to the bill. */
    Mono<PaymentView> pay(UUID billId, Entered entered, Caller caller) {
        Payment payment = payment(Target.bill(billId), entered, caller);
        return bills.lock(billId).flatMap(bill -> {
            Bill.Change change = bill.pay(payment.amount());
            Payment.Made event = payment.made(
                    bill.terms().receipt().purchaseOrderId(),
                    bill.terms().supplier().supplierId());
            NewEvent made = event(payment.id(), 1, payment, Payment.MADE, event, caller, bill.correlationId());
            return journal.requireOpen(payment.receivedOn())
                    .then(Mono.defer(() -> entries.insert(List.of(payment), List.of(made))))
                    .then(bills.save(change, payment.recordedAt(), caller::inProcess))
                    .then(journal.write(
                            List.of(payment.booking(bill.number(), bill.terms().exchangeRate()))))
                    .then(queries.get(payment.id()));
        });
    }

    /**
     * Takes a payment back by a new entry of today: what it paid is open again. Fails with a {@link Problem} 404 when there is no such
     * payment, 409 when it is a reversal or was reversed before.
     */
    Mono<PaymentView> reverse(UUID id, String reason, Caller caller) {
        Instant now = calendar.now();
        return queries.payment(id).flatMap(payment -> switch (payment.of().kind()) {
            case RECEIVED, CREDIT_APPLIED ->
                invoices.lock(payment.of().invoiceId()).flatMap(invoice -> takeBack(
                                payment, invoice.number(), reason, now, caller, invoice.correlationId())
                        .flatMap(view -> invoices.save(invoice.takeBack(payment.amount()), now, caller::inProcess)
                                .thenReturn(view)));
            case MADE ->
                bills.lock(payment.of().billId())
                        .flatMap(bill -> takeBack(payment, bill.number(), reason, now, caller, bill.correlationId())
                                .flatMap(view -> bills.save(bill.takeBack(payment.amount()), now, caller::inProcess)
                                        .thenReturn(view)));
            case CREDIT_RECEIVED, CREDIT_REFUNDED ->
                credits.lock(payment.of().customerId(), payment.amount().currency())
                        .then(Mono.defer(() -> takeBack(
                                payment,
                                CustomerCredits.NUMBER,
                                reason,
                                now,
                                caller,
                                payment.of().customerId())));
        });
    }

    /** Writes and books the reversal, under the lock of what was paid. */
    private Mono<PaymentView> takeBack(
            Payment payment, String number, String reason, Instant now, Caller caller, UUID process) {
        if (payment.reverses() != null) {
            throw Problem.conflict("payment_is_reversal", "The payment takes another one back: it cannot be reversed.");
        }
        Payment reversal = payment.reversal(Ids.next(), reason, calendar.dayOf(now), caller.actor(), now);
        NewEvent event = event(payment.id(), 2, reversal, Payment.REVERSED, reversal.reversed(), caller, process);
        return queries.isReversed(payment.id())
                .filter(reversed -> !reversed)
                .switchIfEmpty(Mono.error(
                        () -> Problem.conflict("payment_already_reversed", "The payment was reversed before.")))
                .then(journal.requireOpen(reversal.receivedOn()))
                .then(Mono.defer(() -> entries.insert(List.of(reversal), List.of(event))))
                .then(Mono.defer(() -> journal.write(List.of(reversal.reversalOf(payment.booking(number, null))))))
                .then(Mono.defer(() -> payment.of().customerId() == null ? Mono.empty() : credits.change(reversal)))
                .then(Mono.defer(() -> queries.get(reversal.id())));
    }

    private Payment payment(Target of, Entered entered, Caller caller) {
        Instant now = calendar.now();
        LocalDate today = calendar.dayOf(now);
        LocalDate day = entered.on == null ? today : entered.on;
        Payment.check(entered.amount, day, today);
        return new Payment(
                Ids.next(),
                of,
                entered.method,
                entered.amount,
                entered.reference,
                day,
                caller.actor(),
                now,
                null,
                null,
                null);
    }

    static NewEvent event(
            UUID subject, long version, Payment payment, String type, Object data, Caller caller, UUID process) {
        Origin origin = caller.inProcess(process);
        return NewEvent.of(Payment.TOPIC, type, subject, version, payment.recordedAt(), origin, data);
    }
}
