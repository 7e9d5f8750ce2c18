package dev.erp.inventory.reservation;

import dev.erp.chassis.money.Quantity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The products that a set of orders asks for, and what of them is left while one order after the other is decided. */
final class Shelf {

    /**
     * A product on the shelf.
     *
     * @param available what can be promised when the set begins
     */
    record Item(UUID productId, String sku, boolean discontinued, Quantity available) {}

    private final Map<UUID, Item> items = new HashMap<>();
    private final Map<UUID, Quantity> taken = new HashMap<>();

    Shelf(Iterable<Item> items) {
        items.forEach(item -> this.items.put(item.productId(), item));
    }

    Optional<Item> find(UUID productId) {
        return Optional.ofNullable(items.get(productId));
    }

    /** What the orders before have left. */
    Quantity available(Item item) {
        return item.available().minus(taken.getOrDefault(item.productId(), Quantity.ZERO));
    }

    void take(UUID productId, Quantity quantity) {
        taken.merge(productId, quantity, Quantity::plus);
    }

    void putBack(UUID productId, Quantity quantity) {
        take(productId, Quantity.ZERO.minus(quantity));
    }

    /** How much more (or less, when negative) of each product is reserved now; products without a change are left out. */
    Map<UUID, Quantity> taken() {
        Map<UUID, Quantity> changes = new HashMap<>(taken);
        changes.values().removeIf(change -> change.compareTo(Quantity.ZERO) == 0);
        return changes;
    }
}
