package dev.erp.sales.order;

import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.SalesOrder.Status;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The numbers that customers give their orders: each once, among the orders that are neither rejected nor cancelled. Orders without
 * one cost nothing here.
 */
@Component
class CustomerReferences {

    private final DatabaseClient database;

    CustomerReferences(DatabaseClient database) {
        this.database = database;
    }

    /** The problem that the reference is taken, with the order that has it; empty when it is free by now. */
    Mono<Problem> taken(UUID customerId, String reference) {
        return database.sql("""
            SELECT sales_order.number
              FROM customer_reference AS taken
              JOIN sales_order ON sales_order.id = taken.order_id
             WHERE taken.customer_id = :customerId AND taken.reference = :reference
            """)
                .bind("customerId", customerId)
                .bind("reference", reference)
                .map(row -> taken(row.get("number", String.class)))
                .one();
    }

    /**
     * The order has another reference now, or none; in the caller's transaction.
     *
     * @throws Problem 409 {@code reference_taken}
     */
    Mono<Void> changed(SalesOrder before, SalesOrder after) {
        if (Objects.equals(before.customerReference(), after.customerReference())) {
            return Mono.empty();
        }
        Mono<Void> given = database.sql("DELETE FROM customer_reference WHERE order_id = :id")
                .bind("id", before.id())
                .then();
        return after.customerReference() == null ? given : given.then(take(after));
    }

    private Mono<Void> take(SalesOrder order) {
        UUID customer = order.customer().customerId();
        return database.sql("""
            INSERT INTO customer_reference (customer_id, reference, order_id)
            VALUES (:customerId, :reference, :id)
            ON CONFLICT (customer_id, reference) DO NOTHING
            """)
                .bind("customerId", customer)
                .bind("reference", order.customerReference())
                .bind("id", order.id())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 0)
                .flatMap(none -> taken(customer, order.customerReference()))
                .flatMap(Mono::<Void>error);
    }

    private static Problem taken(String number) {
        String message = "is the reference of sales order " + number + " already";
        return new Problem(
                HttpStatus.CONFLICT,
                "reference_taken",
                "The customer's reference is that of sales order " + number + " already.",
                List.of(new FieldError("customerReference", "reference_taken", message)));
    }

    /** Orders that are rejected or cancelled now give theirs back; in the caller's transaction. */
    Mono<Void> released(Collection<SalesOrder> orders) {
        UUID[] closed = orders.stream()
                .filter(order -> order.customerReference() != null)
                .filter(order -> order.status() == Status.REJECTED || order.status() == Status.CANCELLED)
                .map(SalesOrder::id)
                .toArray(UUID[]::new);
        if (closed.length == 0) {
            return Mono.empty();
        }
        return database.sql("DELETE FROM customer_reference WHERE order_id = ANY (:closed::uuid[])")
                .bind("closed", closed)
                .then();
    }
}
