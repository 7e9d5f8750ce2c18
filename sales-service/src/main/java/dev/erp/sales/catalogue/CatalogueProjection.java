package dev.erp.sales.catalogue;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.persistence.Columns;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Keeps the catalogue: each event of a product carries its whole state, so only the newest of a set is written. */
@Configuration(proxyBeanMethods = false)
class CatalogueProjection {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final DatabaseClient database;

    CatalogueProjection(DatabaseClient database) {
        this.database = database;
    }

    @Bean
    EventSubscription catalogueSubscription() {
        return EventSubscription.named("catalogue")
                .to(
                        "erp.inventory.product",
                        "inventory.product.created.v1",
                        "inventory.product.updated.v1",
                        "inventory.product.price-changed.v1",
                        "inventory.product.discontinued.v1")
                .handledBy(this::apply);
    }

    Mono<Void> apply(List<IncomingEvent> set) {
        // by id, so that two sets that meet (a replay beside the stream) lock rows in the same order
        Map<UUID, CatalogueProduct> newest = new TreeMap<>();
        set.forEach(event -> newest.merge(event.subject(), read(event), CatalogueProjection::newer));
        return upsert(newest.values());
    }

    private static CatalogueProduct newer(CatalogueProduct one, CatalogueProduct other) {
        return other.version() > one.version() ? other : one;
    }

    private static CatalogueProduct read(IncomingEvent event) {
        ProductState state = event.as(ProductState.class);
        try {
            return state.at(event);
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException(event.type() + " " + event.id() + ": " + e.getMessage(), e);
        }
    }

    /** What this service reads of a product event; unit and unitDecimals are missing in events from before units. */
    private record ProductState(
            UUID productId,
            String sku,
            String name,
            BigDecimal price,
            Currency currency,
            BigDecimal taxRate,
            String status,
            String unit,
            Integer unitDecimals) {

        private static final int MAX_UNIT_LENGTH = 20;

        /** @throws IllegalArgumentException for what orders could not be priced with */
        private CatalogueProduct at(IncomingEvent event) {
            require(event.subject().equals(productId), "productId is not the subject");
            require(sku != null && name != null, "sku and name must be given");
            require("active".equals(status) || "discontinued".equals(status), "status is unknown");
            require(price != null && currency != null && price.signum() >= 0, "price must be 0 or more");
            require(
                    taxRate != null
                            && taxRate.signum() >= 0
                            && taxRate.compareTo(HUNDRED) <= 0
                            && taxRate.stripTrailingZeros().scale() <= 2,
                    "taxRate must be 0 to 100 with at most two decimals");
            require(
                    unit == null || !unit.isBlank() && unit.length() <= MAX_UNIT_LENGTH,
                    "unit must be 1 to 20 characters");
            require(
                    unitDecimals == null || unitDecimals >= 0 && unitDecimals <= Quantity.MAX_DECIMALS,
                    "unitDecimals must be 0 to 3");
            return new CatalogueProduct(
                    productId,
                    event.sequence(),
                    sku,
                    name,
                    new Money(price, currency).amount(),
                    currency,
                    taxRate.setScale(2),
                    status.equals("active"),
                    unit == null ? "piece" : unit,
                    unitDecimals == null ? 0 : unitDecimals);
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalArgumentException(otherwise);
            }
        }
    }

    private Mono<Void> upsert(Collection<CatalogueProduct> products) {
        return database.sql("""
            INSERT INTO catalogue_product AS known
                   (product_id, sku, name, price, currency, tax_rate, status, version, unit, unit_decimals)
            SELECT * FROM unnest(:ids::uuid[], :skus::text[], :names::text[], :prices::numeric[],
                                 :currencies::text[], :taxRates::numeric[], :statuses::text[],
                                 :versions::bigint[], :units::text[], :decimals::int[])
            ON CONFLICT (product_id) DO UPDATE
               SET sku = excluded.sku, name = excluded.name, price = excluded.price,
                   currency = excluded.currency, tax_rate = excluded.tax_rate,
                   status = excluded.status, version = excluded.version,
                   unit = excluded.unit, unit_decimals = excluded.unit_decimals
             WHERE known.version < excluded.version
            """)
                .bind("ids", Columns.of(products, CatalogueProduct::productId, UUID[]::new))
                .bind("skus", Columns.of(products, CatalogueProduct::sku, String[]::new))
                .bind("names", Columns.of(products, CatalogueProduct::name, String[]::new))
                .bind("prices", Columns.of(products, CatalogueProduct::price, BigDecimal[]::new))
                .bind("currencies", Columns.of(products, p -> p.currency().getCurrencyCode(), String[]::new))
                .bind("taxRates", Columns.of(products, CatalogueProduct::taxRate, BigDecimal[]::new))
                .bind("statuses", Columns.of(products, p -> p.active() ? "active" : "discontinued", String[]::new))
                .bind("versions", Columns.of(products, CatalogueProduct::version, Long[]::new))
                .bind("units", Columns.of(products, CatalogueProduct::unit, String[]::new))
                .bind("decimals", Columns.of(products, CatalogueProduct::unitDecimals, Integer[]::new))
                .then();
    }
}
