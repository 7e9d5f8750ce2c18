package dev.erp.sales.order;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The documents that a set of replies is about, as they are at this point of the set. */
final class Paperwork {

    private final Map<UUID, Shipment> shipments = new HashMap<>();
    private final Map<UUID, PerLine> billed = new HashMap<>();

    /**
     * @param shipments that the replies name, as far as they exist
     * @param billed what the ledgers of the orders say of their invoices and credit notes
     */
    Paperwork(Iterable<Shipment> shipments, Map<UUID, PerLine> billed) {
        shipments.forEach(this::put);
        this.billed.putAll(billed);
    }

    static Paperwork none() {
        return new Paperwork(java.util.List.of(), Map.of());
    }

    /** Null when there is none. */
    Shipment shipment(UUID id) {
        return shipments.get(id);
    }

    void put(Shipment shipment) {
        shipments.put(shipment.id(), shipment);
    }

    /** What is on an invoice or credit note that is not void; NONE when the order has not heard of it. */
    PerLine billed(UUID document) {
        return billed.getOrDefault(document, PerLine.NONE);
    }

    void bill(UUID document, PerLine quantities) {
        billed.merge(document, quantities, PerLine::plus);
    }
}
