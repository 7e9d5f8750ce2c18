package dev.erp.inventory.ledger;

import dev.erp.chassis.event.NewEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Everything that a set of changes has made.
 *
 * @param told how many events of each stock
 * @param before the reservations as they were found
 * @param after the same, and new ones
 */
record Changes(
        Instant now,
        List<Shelf> shelves,
        Map<Place, Integer> told,
        List<Movement> movements,
        Map<UUID, Reservation> before,
        Map<UUID, Reservation> after,
        Collection<OrderDocuments.OrderDocument> documents,
        List<NewEvent> events) {

    boolean isEmpty() {
        return shelves.isEmpty() && movements.isEmpty() && events.isEmpty();
    }
}
