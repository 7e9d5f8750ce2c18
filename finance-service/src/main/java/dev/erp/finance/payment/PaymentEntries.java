package dev.erp.finance.payment;

import static dev.erp.chassis.persistence.Columns.of;
import static dev.erp.chassis.persistence.Columns.utc;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one writer of rows of payments, in the caller's transaction. */
@Component
class PaymentEntries {

    private final DatabaseClient database;
    private final Outbox outbox;

    PaymentEntries(DatabaseClient database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** Writes payments and their events: one statement for the set. */
    Mono<Void> insert(List<Payment> payments, List<NewEvent> events) {
        var statement = database.sql("""
            WITH recorded AS (
                INSERT INTO payment (id, invoice_id, bill_id, method, amount, reference, received_on, recorded_by,
                                     recorded_by_name, recorded_at, transfer_id, reverses, reason, customer_id,
                                     currency, refund)
                SELECT * FROM unnest(:ids::uuid[], :invoices::uuid[], :bills::uuid[], :methods::text[],
                                     :amounts::numeric[], :references::text[], :days::date[], :actors::text[],
                                     :actorNames::text[], :times::timestamptz[], :transfers::uuid[],
                                     :reversed::uuid[], :reasons::text[], :customers::uuid[], :currencies::text[],
                                     :refunds::boolean[])
            )
            %s
            """.formatted(Outbox.INSERT))
                .bind("ids", of(payments, Payment::id, UUID[]::new))
                .bind("invoices", of(payments, p -> p.of().invoiceId(), UUID[]::new))
                .bind("bills", of(payments, p -> p.of().billId(), UUID[]::new))
                .bind("methods", of(payments, p -> p.method().code(), String[]::new))
                .bind("amounts", of(payments, p -> p.amount().amount(), BigDecimal[]::new))
                .bind("references", of(payments, Payment::reference, String[]::new))
                .bind("days", of(payments, Payment::receivedOn, LocalDate[]::new))
                .bind("actors", of(payments, p -> p.recordedBy().id(), String[]::new))
                .bind("actorNames", of(payments, p -> p.recordedBy().name(), String[]::new))
                .bind("times", of(payments, p -> utc(p.recordedAt()), OffsetDateTime[]::new))
                .bind("transfers", of(payments, Payment::transferId, UUID[]::new))
                .bind("reversed", of(payments, Payment::reverses, UUID[]::new))
                .bind("reasons", of(payments, Payment::reason, String[]::new))
                .bind("customers", of(payments, p -> p.of().customerId(), UUID[]::new))
                .bind("currencies", of(payments, PaymentEntries::ownCurrency, String[]::new))
                .bind("refunds", of(payments, p -> p.of().refund(), Boolean[]::new));
        return outbox.bind(statement, events).then();
    }

    /** What is paid has its currency; a credit has none but this. */
    private static String ownCurrency(Payment payment) {
        boolean ofDocument = payment.of().invoiceId() != null || payment.of().billId() != null;
        return ofDocument ? null : payment.amount().currency().getCurrencyCode();
    }
}
