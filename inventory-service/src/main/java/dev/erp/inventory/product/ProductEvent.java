package dev.erp.inventory.product;

import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;

/** What happened to a product. Each event carries the whole new state, so a projection needs the latest one only. */
sealed interface ProductEvent {

    String TOPIC = "erp.inventory.product";

    /** The product after the change. */
    Product product();

    /** The former values of what changed, by field; null for a new product. */
    Map<String, Object> before();

    record Created(Product product) implements ProductEvent {
        @Override
        public Map<String, Object> before() {
            return null;
        }
    }

    record Updated(Product product, Map<String, Object> before) implements ProductEvent {}

    record PriceChanged(Product product, Map<String, Object> before) implements ProductEvent {}

    record Discontinued(Product product, Map<String, Object> before) implements ProductEvent {}

    /** The event's type on the wire. */
    default String type() {
        return switch (this) {
            case Created created -> "inventory.product.created.v1";
            case Updated updated -> "inventory.product.updated.v1";
            case PriceChanged changed -> "inventory.product.price-changed.v1";
            case Discontinued discontinued -> "inventory.product.discontinued.v1";
        };
    }

    /** The event's body. */
    default Data data() {
        Product product = product();
        ProductDetails details = product.details();
        return new Data(
                product.id(),
                details.sku(),
                details.name(),
                details.description(),
                details.category(),
                details.unit(),
                details.unitDecimals(),
                details.price().amount(),
                details.price().currency().getCurrencyCode(),
                details.taxRate(),
                details.reorderLevel(),
                details.reorderQuantity(),
                product.status(),
                before());
    }

    /** As the schemas {@code inventory.product.*.v1} say. */
    record Data(
            UUID productId,
            String sku,
            String name,
            String description,
            String category,
            String unit,
            int unitDecimals,
            BigDecimal price,
            String currency,
            BigDecimal taxRate,
            Quantity reorderLevel,
            Quantity reorderQuantity,
            ProductStatus status,
            Map<String, Object> before) {}
}
