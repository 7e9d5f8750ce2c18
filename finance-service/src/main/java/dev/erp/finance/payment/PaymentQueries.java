package dev.erp.finance.payment;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.payment.Payment.Target;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads payments. */
@Component
class PaymentQueries {

    private static final String PAYMENTS = """
        SELECT payment.*, invoice.number AS invoice_number, invoice.order_id, bill.number AS bill_number,
               bill.purchase_order_id, coalesce(invoice.currency, bill.currency, payment.currency) AS paid_currency,
               (SELECT reversal.id FROM payment AS reversal WHERE reversal.reverses = payment.id) AS reversed_by
          FROM payment
          LEFT JOIN invoice ON invoice.id = payment.invoice_id
          LEFT JOIN bill ON bill.id = payment.bill_id
        """;

    private final DatabaseClient database;

    PaymentQueries(DatabaseClient database) {
        this.database = database;
    }

    /** The payments that came with one transfer, in the order of their ids. */
    Mono<List<PaymentView>> ofTransfer(UUID transferId) {
        return database.sql(PAYMENTS + " WHERE payment.transfer_id = :transfer ORDER BY payment.id")
                .bind("transfer", transferId)
                .map(PaymentQueries::view)
                .all()
                .collectList();
    }

    /**
     * @param of null for all
     * @param transferId null for all
     * @param customerId whose credit, or null for all
     */
    Mono<Page<PaymentView>> list(Target of, UUID transferId, UUID customerId, PageRequest page) {
        return ListQuery.select(PAYMENTS)
                .sortable("recordedAt", "recorded_at", OffsetDateTime.class)
                .sortable("receivedOn", "received_on", LocalDate.class)
                .where("invoice_id = :invoiceId", "invoiceId", of == null ? null : of.invoiceId())
                .where("bill_id = :billId", "billId", of == null ? null : of.billId())
                .where("customer_id = :customerId", "customerId", customerId)
                .where("transfer_id = :transferId", "transferId", transferId)
                .page(database, page, PaymentQueries::view);
    }

    /** Fails with a {@link Problem} 404 when there is none. */
    Mono<PaymentView> get(UUID id) {
        return database.sql(PAYMENTS + " WHERE payment.id = :id")
                .bind("id", id)
                .map(PaymentQueries::view)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("payment", id)));
    }

    /** Fails with a {@link Problem} 404 when there is none. */
    Mono<Payment> payment(UUID id) {
        return database.sql(PAYMENTS + " WHERE payment.id = :id")
                .bind("id", id)
                .map(row -> payment(row))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("payment", id)));
    }

    Mono<Boolean> isReversed(UUID id) {
        return database.sql("SELECT EXISTS (SELECT FROM payment WHERE reverses = :id) AS reversed")
                .bind("id", id)
                .map(row -> row.get("reversed", Boolean.class))
                .one();
    }

    private static Payment payment(Readable row) {
        return new Payment(
                row.get("id", UUID.class),
                target(row),
                PaymentMethod.ofStored(row.get("method", String.class)),
                amount(row),
                row.get("reference", String.class),
                row.get("received_on", LocalDate.class),
                new Actor(row.get("recorded_by", String.class), row.get("recorded_by_name", String.class)),
                row.get("recorded_at", OffsetDateTime.class).toInstant(),
                row.get("transfer_id", UUID.class),
                row.get("reverses", UUID.class),
                row.get("reason", String.class));
    }

    private static Target target(Readable row) {
        return new Target(
                row.get("invoice_id", UUID.class),
                row.get("bill_id", UUID.class),
                row.get("customer_id", UUID.class),
                row.get("refund", Boolean.class));
    }

    private static PaymentView view(Readable row) {
        return new PaymentView(
                row.get("id", UUID.class),
                target(row).kind(),
                row.get("invoice_id", UUID.class),
                row.get("invoice_number", String.class),
                row.get("order_id", UUID.class),
                row.get("bill_id", UUID.class),
                row.get("bill_number", String.class),
                row.get("purchase_order_id", UUID.class),
                row.get("customer_id", UUID.class),
                PaymentMethod.ofStored(row.get("method", String.class)),
                amount(row),
                row.get("reference", String.class),
                row.get("received_on", LocalDate.class),
                row.get("transfer_id", UUID.class),
                row.get("reverses", UUID.class),
                row.get("reversed_by", UUID.class),
                row.get("reason", String.class),
                row.get("recorded_by", String.class),
                row.get("recorded_by_name", String.class),
                row.get("recorded_at", OffsetDateTime.class).toInstant());
    }

    private static Money amount(Readable row) {
        return new Money(
                row.get("amount", BigDecimal.class), Currency.getInstance(row.get("paid_currency", String.class)));
    }
}
