package dev.erp.inventory.product;

import dev.erp.chassis.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Something to buy, stock and sell. Its SKU never changes: it is printed on shelves and documents.
 *
 * @param version contiguous from 1; every change is one version and one event
 */
record Product(
        UUID id, ProductDetails details, ProductStatus status, long version, Instant createdAt, Instant updatedAt) {

    /**
     * What a command made of a product.
     *
     * @param events one per version; empty when nothing changed
     */
    record Change(Product product, List<ProductEvent> events) {
        boolean hasNewPrice() {
            return events.stream().anyMatch(ProductEvent.PriceChanged.class::isInstance);
        }
    }

    static Change create(UUID id, ProductDetails details, Instant now) {
        Product product = new Product(id, details, ProductStatus.ACTIVE, 1, now, now);
        return new Change(product, List.of(new ProductEvent.Created(product)));
    }

    /**
     * New details. Who listens for prices hears of every new price and of nothing else, so a change of the price and of
     * something else is two versions and two events, the price last.
     */
    Change change(ProductDetails wanted, Instant now) {
        List<ProductEvent> events = new ArrayList<>(2);
        Product current = this;
        Map<String, Object> before = changesTo(wanted);
        if (!before.isEmpty()) {
            current = current.next(wanted.withPrice(details.price()), status, now);
            events.add(new ProductEvent.Updated(current, before));
        }
        Map<String, Object> priceBefore = priceChangesTo(wanted.price());
        if (!priceBefore.isEmpty()) {
            current = current.next(wanted, status, now);
            events.add(new ProductEvent.PriceChanged(current, priceBefore));
        }
        return new Change(current, List.copyOf(events));
    }

    /** No further orders; its stock and history stay. Nothing happens when it is discontinued already. */
    Change discontinue(Instant now) {
        if (status == ProductStatus.DISCONTINUED) {
            return new Change(this, List.of());
        }
        Product discontinued = next(details, ProductStatus.DISCONTINUED, now);
        return new Change(discontinued, List.of(new ProductEvent.Discontinued(discontinued, Map.of("status", status))));
    }

    private Product next(ProductDetails newDetails, ProductStatus newStatus, Instant now) {
        return new Product(id, newDetails, newStatus, version + 1, createdAt, now);
    }

    private Map<String, Object> changesTo(ProductDetails wanted) {
        Map<String, Object> before = new LinkedHashMap<>();
        noteIfChanged(before, "name", details.name(), wanted.name());
        noteIfChanged(before, "description", details.description(), wanted.description());
        noteIfChanged(before, "category", details.category(), wanted.category());
        noteIfChanged(before, "taxRate", details.taxRate(), wanted.taxRate());
        noteIfChanged(before, "reorderLevel", details.reorderLevel(), wanted.reorderLevel());
        noteIfChanged(before, "reorderQuantity", details.reorderQuantity(), wanted.reorderQuantity());
        return before;
    }

    private Map<String, Object> priceChangesTo(Money wanted) {
        Money price = details.price();
        Map<String, Object> before = new LinkedHashMap<>();
        noteIfChanged(before, "price", price.amount(), wanted.amount());
        noteIfChanged(
                before,
                "currency",
                price.currency().getCurrencyCode(),
                wanted.currency().getCurrencyCode());
        return before;
    }

    private static void noteIfChanged(Map<String, Object> before, String field, Object old, Object wanted) {
        if (!Objects.equals(old, wanted)) {
            before.put(field, old);
        }
    }
}
