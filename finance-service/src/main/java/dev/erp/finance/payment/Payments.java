package dev.erp.finance.payment;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.Invoices;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Records and reads payments. */
@Component
class Payments {

    private static final String PAYMENTS = """
            SELECT payment.*, invoice.number AS invoice_number, invoice.order_id, invoice.currency
              FROM payment JOIN invoice ON invoice.id = payment.invoice_id
            """;

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Invoices invoices;
    private final BusinessCalendar calendar;

    Payments(DatabaseClient database, Outbox outbox, Invoices invoices, BusinessCalendar calendar) {
        this.database = database;
        this.outbox = outbox;
        this.invoices = invoices;
        this.calendar = calendar;
    }

    /**
     * Records a payment and what it does to its invoice, in the caller's transaction. The invoice is locked first, so that two
     * payments at once cannot both take what is left.
     *
     * @param receivedOn null for today
     */
    Mono<PaymentView> record(
            UUID invoiceId, Money amount, PaymentMethod method, String reference, LocalDate receivedOn, Caller caller) {
        Instant now = calendar.now();
        LocalDate today = calendar.dayOf(now);
        LocalDate day = receivedOn == null ? today : receivedOn;
        Payment.check(amount, day, today);
        Payment payment = new Payment(Ids.next(), invoiceId, method, amount, reference, day, caller.actor(), now);
        return invoices.lock(invoiceId).flatMap(invoice -> insert(payment, invoice, caller)
                .then(invoices.receive(invoice, amount, now, caller::inProcess))
                .map(after -> view(payment, after)));
    }

    private Mono<Void> insert(Payment payment, Invoice invoice, Caller caller) {
        NewEvent recorded = NewEvent.of(
                Payment.TOPIC,
                Payment.RECORDED,
                payment.id(),
                1,
                payment.recordedAt(),
                caller.inProcess(invoice.correlationId()),
                payment.event(invoice.orderId()));
        var statement = database.sql("""
                        WITH recorded AS (
                            INSERT INTO payment (id, invoice_id, method, amount, reference, received_on,
                                                 recorded_by, recorded_by_name, recorded_at)
                            VALUES (:id, :invoice, :method, :amount, nullif(:reference, ''), :receivedOn,
                                    :recordedBy, :recordedByName, :recordedAt)
                        )
                        %s
                        """.formatted(Outbox.INSERT))
                .bind("id", payment.id())
                .bind("invoice", payment.invoiceId())
                .bind("method", payment.method().code())
                .bind("amount", payment.amount().amount())
                .bind("reference", payment.reference() == null ? "" : payment.reference())
                .bind("receivedOn", payment.receivedOn())
                .bind("recordedBy", payment.recordedBy().id())
                .bind("recordedByName", payment.recordedBy().name())
                .bind("recordedAt", payment.recordedAt().atOffset(ZoneOffset.UTC));
        return outbox.bind(statement, List.of(recorded)).then();
    }

    Mono<Page<PaymentView>> list(UUID invoiceId, PageRequest page) {
        return ListQuery.select(PAYMENTS)
                .sortable("recordedAt", "recorded_at", OffsetDateTime.class)
                .sortable("receivedOn", "received_on", LocalDate.class)
                .where("invoice_id = :invoiceId", "invoiceId", invoiceId)
                .page(database, page, Payments::stored);
    }

    /** Fails with a {@link Problem} 404 when there is none. */
    Mono<PaymentView> get(UUID id) {
        return database.sql(PAYMENTS + " WHERE payment.id = :id")
                .bind("id", id)
                .map(Payments::stored)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("payment", id)));
    }

    private static PaymentView stored(Readable row) {
        Currency currency = Currency.getInstance(row.get("currency", String.class));
        return new PaymentView(
                row.get("id", UUID.class),
                row.get("invoice_id", UUID.class),
                row.get("invoice_number", String.class),
                row.get("order_id", UUID.class),
                PaymentMethod.ofCode(row.get("method", String.class)),
                new Money(row.get("amount", BigDecimal.class), currency),
                row.get("reference", String.class),
                row.get("received_on", LocalDate.class),
                row.get("recorded_by", String.class),
                row.get("recorded_by_name", String.class),
                row.get("recorded_at", OffsetDateTime.class).toInstant());
    }

    private static PaymentView view(Payment payment, Invoice invoice) {
        return new PaymentView(
                payment.id(),
                payment.invoiceId(),
                invoice.number(),
                invoice.orderId(),
                payment.method(),
                payment.amount(),
                payment.reference(),
                payment.receivedOn(),
                payment.recordedBy().id(),
                payment.recordedBy().name(),
                payment.recordedAt());
    }
}
