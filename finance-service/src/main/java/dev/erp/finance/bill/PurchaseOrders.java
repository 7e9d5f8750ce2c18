package dev.erp.finance.bill;

import static dev.erp.chassis.persistence.Columns.of;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.document.Checks;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Whose a purchase order is, from its approval: bills that are entered by hand may name one. */
@Component
class PurchaseOrders {

    /** What finance reads of {@code purchasing.order.approved.v1}. */
    record Approved(UUID purchaseOrderId, String number, Supplier supplier) {

        /** @throws InvalidEventException when something is missing or out of range */
        static Approved of(IncomingEvent event) {
            Approved order = event.as(Approved.class);
            try {
                Checks.require(
                        event.subject().equals(order.purchaseOrderId),
                        "purchaseOrderId is not the subject of the event");
                Checks.requireText(order.number, "number");
                Checks.require(order.supplier != null && order.supplier.supplierId() != null, "supplier is missing");
            } catch (IllegalArgumentException e) {
                throw new InvalidEventException(
                        "purchase order " + event.subject() + " cannot be noted: " + e.getMessage(), e);
            }
            return order;
        }
    }

    private final DatabaseClient database;

    PurchaseOrders(DatabaseClient database) {
        this.database = database;
    }

    /** One statement for a set. */
    Mono<Void> note(List<Approved> orders) {
        if (orders.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
            INSERT INTO purchase_order (id, number, supplier_id)
            SELECT * FROM unnest(:ids::uuid[], :numbers::text[], :suppliers::uuid[])
            ON CONFLICT DO NOTHING
            """)
                .bind("ids", of(orders, Approved::purchaseOrderId, UUID[]::new))
                .bind("numbers", of(orders, Approved::number, String[]::new))
                .bind("suppliers", of(orders, o -> o.supplier().supplierId(), UUID[]::new))
                .then();
    }

    /**
     * The number of an order of this supplier. Fails with a {@link Problem} 422 when there is none, or it is another supplier's.
     */
    Mono<String> numberOf(UUID orderId, UUID supplierId) {
        return database.sql("SELECT number, supplier_id FROM purchase_order WHERE id = :id")
                .bind("id", orderId)
                .map(row -> new Approved(
                        orderId,
                        row.get("number", String.class),
                        new Supplier(row.get("supplier_id", UUID.class), null, null)))
                .one()
                .switchIfEmpty(Mono.error(
                        () -> refused("unknown_purchase_order", "must be a purchase order that was approved")))
                .map(order -> {
                    if (!order.supplier.supplierId().equals(supplierId)) {
                        throw refused(
                                "other_suppliers_order",
                                "must be an order of the supplier; " + order.number + " is another supplier's");
                    }
                    return order.number;
                });
    }

    private static Problem refused(String code, String message) {
        return Problem.unprocessable(code, new FieldError("purchaseOrderId", code, message));
    }
}
