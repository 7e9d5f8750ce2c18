package dev.erp.purchasing.catalogue;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.persistence.Columns;
import java.math.BigDecimal;
import java.util.Collection;
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
    private static final String PIECE = "piece";

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

    /** What this service reads of a product event; products of old were counted in whole pieces and said nothing of it. */
    private record ProductState(
            UUID productId,
            String sku,
            String name,
            String unit,
            Integer unitDecimals,
            BigDecimal taxRate,
            Quantity reorderLevel,
            Quantity reorderQuantity,
            String status) {

        /** @throws IllegalArgumentException for what could not be ordered */
        private CatalogueProduct at(IncomingEvent event) {
            require(event.subject().equals(productId), "productId is not the subject");
            require(sku != null && name != null, "sku and name must be given");
            require("active".equals(status) || "discontinued".equals(status), "status is unknown");
            require(
                    taxRate != null && taxRate.signum() >= 0 && taxRate.compareTo(HUNDRED) <= 0 && taxRate.scale() <= 2,
                    "taxRate must be 0 to 100");
            int decimals = unitDecimals == null ? 0 : unitDecimals;
            require(decimals >= 0 && decimals <= Quantity.MAX_DECIMALS, "unitDecimals must be 0 to 3");
            return new CatalogueProduct(
                    productId,
                    sku,
                    name,
                    unit == null || unit.isBlank() ? PIECE : unit,
                    decimals,
                    taxRate.setScale(2),
                    notNegative(reorderLevel, "reorderLevel"),
                    notNegative(reorderQuantity, "reorderQuantity"),
                    status.equals("active"),
                    event.sequence());
        }

        private static Quantity notNegative(Quantity given, String field) {
            require(given == null || !given.isNegative(), field + " must be 0 or more");
            return given == null ? Quantity.ZERO : given;
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
                   (product_id, sku, name, unit, unit_decimals, tax_rate, reorder_level, reorder_quantity, status, version)
            SELECT * FROM unnest(:ids::uuid[], :skus::text[], :names::text[], :units::text[], :decimals::int[],
                                 :taxRates::numeric[], :levels::numeric[], :quantities::numeric[], :statuses::text[],
                                 :versions::bigint[])
            ON CONFLICT (product_id) DO UPDATE
               SET sku = excluded.sku, name = excluded.name, unit = excluded.unit,
                   unit_decimals = excluded.unit_decimals, tax_rate = excluded.tax_rate,
                   reorder_level = excluded.reorder_level, reorder_quantity = excluded.reorder_quantity,
                   status = excluded.status, version = excluded.version
             WHERE known.version < excluded.version
            """)
                .bind("ids", Columns.of(products, CatalogueProduct::productId, UUID[]::new))
                .bind("skus", Columns.of(products, CatalogueProduct::sku, String[]::new))
                .bind("names", Columns.of(products, CatalogueProduct::name, String[]::new))
                .bind("units", Columns.of(products, CatalogueProduct::unit, String[]::new))
                .bind("decimals", Columns.of(products, CatalogueProduct::unitDecimals, Integer[]::new))
                .bind("taxRates", Columns.of(products, CatalogueProduct::taxRate, BigDecimal[]::new))
                .bind("levels", Columns.of(products, p -> p.reorderLevel().value(), BigDecimal[]::new))
                .bind(
                        "quantities",
                        Columns.of(products, p -> p.reorderQuantity().value(), BigDecimal[]::new))
                .bind("statuses", Columns.of(products, p -> p.active() ? "active" : "discontinued", String[]::new))
                .bind("versions", Columns.of(products, CatalogueProduct::version, Long[]::new))
                .then();
    }
}
