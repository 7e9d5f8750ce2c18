package dev.erp.finance.payment;

import static dev.erp.chassis.persistence.Columns.utc;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.Invoices;
import dev.erp.finance.journal.Journal;
import dev.erp.finance.payment.Payment.Target;
import dev.erp.finance.payment.Payments.Entered;
import dev.erp.finance.rate.ExchangeRates;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What customers paid beyond what was outstanding: kept, used for invoices, or given back. Everything runs in the caller's transaction;
 * an invoice is locked before the credit, by everybody.
 */
@Component
class CustomerCredits {

    /** What entries of the journal call it. */
    static final String NUMBER = "credit";

    /**
     * What a movement of a credit comes with.
     *
     * @param number of the document
     * @param rate of the document, or of the day; null in the base currency, or not known
     * @param process the business process
     */
    record Of(String number, BigDecimal rate, UUID process) {}

    private final DatabaseClient database;
    private final PaymentEntries entries;
    private final PaymentQueries queries;
    private final Invoices invoices;
    private final Journal journal;
    private final ExchangeRates rates;
    private final BusinessCalendar calendar;

    CustomerCredits(
            DatabaseClient database,
            PaymentEntries entries,
            PaymentQueries queries,
            Invoices invoices,
            Journal journal,
            ExchangeRates rates,
            BusinessCalendar calendar) {
        this.database = database;
        this.entries = entries;
        this.queries = queries;
        this.invoices = invoices;
        this.journal = journal;
        this.rates = rates;
        this.calendar = calendar;
    }

    /**
     * Pays an invoice of the customer from the credit. Fails with a {@link Problem} 422 for another customer's invoice, or more than is
     * outstanding or in the credit.
     */
    Mono<PaymentView> apply(UUID customerId, UUID invoiceId, Money amount, Caller caller) {
        Instant now = calendar.now();
        LocalDate today = calendar.dayOf(now);
        Payment.check(amount, today, today);
        return invoices.lock(invoiceId).flatMap(invoice -> {
            if (!invoice.terms().customer().customerId().equals(customerId)) {
                String code = "other_customers_invoice";
                throw Problem.unprocessable(
                        code, new FieldError("invoiceId", code, "must be an invoice of the customer"));
            }
            Payment payment = new Payment(
                    Ids.next(),
                    Target.fromCredit(invoiceId, customerId),
                    PaymentMethod.CUSTOMER_CREDIT,
                    amount,
                    null,
                    today,
                    caller.actor(),
                    now,
                    null,
                    null,
                    null);
            Invoice.Change change = invoice.receive(amount);
            Payment.Recorded event = payment.recorded(invoice.orderId());
            return journal.requireOpen(today)
                    .then(Mono.defer(() -> write(
                            payment,
                            Payment.recordedType(event),
                            event,
                            new Of(invoice.number(), invoice.terms().exchangeRate(), invoice.correlationId()),
                            caller)))
                    .then(Mono.defer(() -> invoices.save(change, now, caller::inProcess)))
                    .then(Mono.defer(() -> queries.get(payment.id())));
        });
    }

    /** Gives it back. Fails with a {@link Problem} 422 for more than there is, or when no rate of its currency is known. */
    Mono<PaymentView> refund(UUID customerId, Entered entered, Caller caller) {
        Instant now = calendar.now();
        LocalDate today = calendar.dayOf(now);
        LocalDate day = entered.on() == null ? today : entered.on();
        Payment.check(entered.amount(), day, today);
        Payment payment = new Payment(
                Ids.next(),
                Target.refund(customerId),
                entered.method(),
                entered.amount(),
                entered.reference(),
                day,
                caller.actor(),
                now,
                null,
                null,
                null);
        return journal.requireOpen(day)
                .then(Mono.defer(() -> rates.on(day, List.of(entered.amount().currency()))))
                .flatMap(known -> {
                    Of of = new Of(NUMBER, known.get(entered.amount().currency()), customerId);
                    return move(payment, Payment.CREDIT_REFUNDED, of, caller);
                })
                .then(Mono.defer(() -> queries.get(payment.id())));
    }

    /** Writes and books what was received or given back; the day is open. */
    Mono<Void> move(Payment payment, String type, Of of, Caller caller) {
        return write(payment, type, payment.credit(), of, caller);
    }

    private Mono<Void> write(Payment payment, String type, Object data, Of of, Caller caller) {
        NewEvent event = Payments.event(payment.id(), 1, payment, type, data, caller, of.process);
        return change(payment)
                .then(Mono.defer(() -> entries.insert(List.of(payment), List.of(event))))
                .then(Mono.defer(() -> journal.write(List.of(payment.booking(of.number, of.rate)))));
    }

    /** Locks a credit until the commit, so that what is decided about its payments is decided one after the other. */
    Mono<Void> lock(UUID customerId, Currency currency) {
        return database.sql("""
            SELECT balance FROM customer_credit WHERE customer_id = :customer AND currency = :currency FOR UPDATE
            """)
                .bind("customer", customerId)
                .bind("currency", currency.getCurrencyCode())
                .then();
    }

    /** Fails with a {@link Problem} 422 {@code exceeds_credit} when it would fall below zero. */
    Mono<Void> change(Payment payment) {
        Money change = payment.creditChange();
        UUID customerId = payment.of().customerId();
        String currency = change.currency().getCurrencyCode();
        String sql = change.isNegative() ? """
            UPDATE customer_credit SET balance = balance + :change, changed_at = :at
             WHERE customer_id = :customer AND currency = :currency AND balance + :change >= 0
            """ : """
                    INSERT INTO customer_credit AS credit (customer_id, currency, balance, changed_at)
                    VALUES (:customer, :currency, :change, :at)
                    ON CONFLICT (customer_id, currency)
                       DO UPDATE SET balance = credit.balance + excluded.balance, changed_at = excluded.changed_at
                    """;
        return database.sql(sql)
                .bind("customer", customerId)
                .bind("currency", currency)
                .bind("change", change.amount())
                .bind("at", utc(payment.recordedAt()))
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1 ? Mono.empty() : exceeds(customerId, change.currency(), payment));
    }

    private Mono<Void> exceeds(UUID customerId, Currency currency, Payment payment) {
        return balance(customerId, currency)
                .flatMap(balance -> Mono.error(
                        payment.reverses() == null
                                ? Problem.unprocessable(
                                        "exceeds_credit",
                                        new FieldError(
                                                "amount.amount",
                                                "exceeds_credit",
                                                "must be at most " + balance + ", which is the credit of the customer"))
                                : Problem.unprocessable(
                                        "exceeds_credit",
                                        "The customer has a credit of " + balance + " only: it was used.")));
    }

    private Mono<Money> balance(UUID customerId, Currency currency) {
        return database.sql("""
            SELECT balance FROM customer_credit WHERE customer_id = :customer AND currency = :currency
            """)
                .bind("customer", customerId)
                .bind("currency", currency.getCurrencyCode())
                .map(row -> new Money(row.get("balance", BigDecimal.class), currency))
                .one()
                .defaultIfEmpty(Money.zero(currency));
    }

    Mono<Page<CustomerCreditView>> list(UUID customerId, PageRequest page) {
        return ListQuery.select("SELECT * FROM customer_credit")
                .sortable("changedAt", "changed_at", OffsetDateTime.class)
                .where("customer_id = :customerId", "customerId", customerId)
                .page(database, page, CustomerCredits::view);
    }

    private static CustomerCreditView view(Readable row) {
        return new CustomerCreditView(
                row.get("customer_id", UUID.class),
                new Money(
                        row.get("balance", BigDecimal.class), Currency.getInstance(row.get("currency", String.class))),
                row.get("changed_at", OffsetDateTime.class).toInstant());
    }
}
