package dev.erp.sales.catalogue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.erp.sales.SalesProperties;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Products for the pricing of orders, kept in memory. A copy may be out of date: who writes an order checks its version in the
 * same statement and says {@link #forget} if it was.
 */
@Component
public class Catalogue {

    private final DatabaseClient database;
    private final Cache<UUID, CatalogueProduct> known;

    Catalogue(DatabaseClient database, SalesProperties properties) {
        this.database = database;
        this.known =
                Caffeine.newBuilder().maximumSize(properties.cachedProducts()).build();
    }

    /** The products by id, discontinued ones too; those that do not exist are not in the map. */
    public Mono<Map<UUID, CatalogueProduct>> find(Set<UUID> ids) {
        Map<UUID, CatalogueProduct> found = new HashMap<>(known.getAllPresent(ids));
        if (found.size() == ids.size()) {
            return Mono.just(found);
        }
        UUID[] missing = ids.stream().filter(id -> !found.containsKey(id)).toArray(UUID[]::new);
        return load(missing).map(loaded -> {
            known.putAll(loaded);
            found.putAll(loaded);
            return found;
        });
    }

    public void forget(Set<UUID> ids) {
        known.invalidateAll(ids);
    }

    private Mono<Map<UUID, CatalogueProduct>> load(UUID[] ids) {
        return database.sql("""
            SELECT product_id, version, sku, name, price, currency, tax_rate, status, unit, unit_decimals
              FROM catalogue_product
             WHERE product_id = ANY (:ids::uuid[])
            """).bind("ids", ids).map(Catalogue::read).all().collectMap(CatalogueProduct::productId);
    }

    private static CatalogueProduct read(Readable row) {
        return new CatalogueProduct(
                row.get("product_id", UUID.class),
                row.get("version", Long.class),
                row.get("sku", String.class),
                row.get("name", String.class),
                row.get("price", BigDecimal.class),
                Currency.getInstance(row.get("currency", String.class)),
                row.get("tax_rate", BigDecimal.class),
                "active".equals(row.get("status", String.class)),
                row.get("unit", String.class),
                row.get("unit_decimals", Integer.class));
    }
}
