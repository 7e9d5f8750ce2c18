package dev.erp.sales.order;

import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.SalesOrder.Status;
import java.util.Collection;
import java.util.List;
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
