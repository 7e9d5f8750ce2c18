package dev.erp.purchasing.catalogue;

import dev.erp.chassis.money.Quantity;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Products by id. */
@Component
public class Catalogue {

    private final DatabaseClient database;

    Catalogue(DatabaseClient database) {
        this.database = database;
    }

    /** Discontinued ones too; those that do not exist are not in the map. */
    public Mono<Map<UUID, CatalogueProduct>> find(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("""
            SELECT product_id, sku, name, unit, unit_decimals, tax_rate, reorder_level, reorder_quantity, status, version
              FROM catalogue_product
             WHERE product_id = ANY (:ids::uuid[])
            """)
                .bind("ids", ids.toArray(UUID[]::new))
                .map(Catalogue::read)
                .all()
                .collectMap(CatalogueProduct::productId);
    }

    private static CatalogueProduct read(Readable row) {
        return new CatalogueProduct(
                row.get("product_id", UUID.class),
                row.get("sku", String.class),
                row.get("name", String.class),
                row.get("unit", String.class),
                row.get("unit_decimals", Integer.class),
                row.get("tax_rate", BigDecimal.class),
                new Quantity(row.get("reorder_level", BigDecimal.class)),
                new Quantity(row.get("reorder_quantity", BigDecimal.class)),
                "active".equals(row.get("status", String.class)),
                row.get("version", Long.class));
    }
}
