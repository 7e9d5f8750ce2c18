package dev.erp.inventory.ledger;

import dev.erp.chassis.event.InvalidEventException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Shipments and returns of orders that were booked: told again, they are not booked again. */
final class OrderDocuments {

    static final String SHIPMENT = "shipment";
    static final String RETURN = "return";

    /** @param kind {@value #SHIPMENT} or {@value #RETURN} */
    record OrderDocument(UUID id, UUID orderId, String kind) {}

    private final Map<UUID, OrderDocument> booked = new LinkedHashMap<>();
    private final List<OrderDocument> fresh = new ArrayList<>();

    /** @param booked before, the oldest first */
    OrderDocuments(Collection<OrderDocument> booked) {
        booked.forEach(document -> this.booked.put(document.id(), document));
    }

    /** @throws InvalidEventException when it was booked for another order */
    boolean isBooked(UUID document, UUID orderId) {
        OrderDocument known = booked.get(document);
        if (known != null && !known.orderId().equals(orderId)) {
            throw new InvalidEventException(document + " is a document of order " + known.orderId());
        }
        return known != null;
    }

    /** The last shipment of an order, as far as it is known here. */
    Optional<UUID> lastShipment(UUID orderId) {
        return booked.values().stream()
                .filter(document ->
                        document.orderId().equals(orderId) && document.kind().equals(SHIPMENT))
                .map(OrderDocument::id)
                .reduce((earlier, later) -> later);
    }

    void book(UUID id, UUID orderId, String kind) {
        OrderDocument document = new OrderDocument(id, orderId, kind);
        booked.put(id, document);
        fresh.add(document);
    }

    /** Those that are to be written. */
    List<OrderDocument> fresh() {
        return fresh;
    }
}
