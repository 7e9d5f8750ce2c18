package dev.erp.purchasing.supplier;

import dev.erp.chassis.money.Money;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Suppliers and their prices, for orders. */
@Component
public class Sellers {

    private final DatabaseClient database;

    Sellers(DatabaseClient database) {
        this.database = database;
    }

    /**
     * The supplier, active or not; empty when there is none. Locked until the end of the transaction, so that it is not deactivated
     * while somebody orders there, and that of two who order what is proposed the second sees what the first has ordered.
     */
    public Mono<Optional<Seller>> lock(UUID id) {
        return database.sql("""
            SELECT id, number, name, currency, payment_term_days, lead_time_days, status
              FROM supplier
             WHERE id = :id
               FOR UPDATE
            """)
                .bind("id", id)
                .map(row -> new Seller(
                        row.get("id", UUID.class),
                        row.get("number", String.class),
                        row.get("name", String.class),
                        Currency.getInstance(row.get("currency", String.class)),
                        row.get("payment_term_days", Integer.class),
                        row.get("lead_time_days", Integer.class),
                        "active".equals(row.get("status", String.class))))
                .one()
                .singleOptional();
    }

    /** What was agreed about these products; those without an agreement are not in the map. */
    public Mono<Map<UUID, Seller.Agreed>> agreed(Seller seller, Collection<UUID> products) {
        return database.sql("""
            SELECT product_id, supplier_sku, price
              FROM supplier_product
             WHERE supplier_id = :supplierId AND product_id = ANY (:products::uuid[])
            """)
                .bind("supplierId", seller.id())
                .bind("products", products.toArray(UUID[]::new))
                .map(row -> Map.entry(
                        row.get("product_id", UUID.class),
                        new Seller.Agreed(
                                row.get("supplier_sku", String.class),
                                new Money(row.get("price", BigDecimal.class), seller.currency()))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
