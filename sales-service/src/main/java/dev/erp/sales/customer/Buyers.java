package dev.erp.sales.customer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.erp.sales.SalesProperties;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Customers for the pricing of orders, kept in memory. A copy may be out of date: who writes an order checks its version in the
 * same statement and says {@link #forget} if it was.
 */
@Component
public class Buyers {

    private final DatabaseClient database;
    private final Cache<UUID, Buyer> known;

    Buyers(DatabaseClient database, SalesProperties properties) {
        this.database = database;
        this.known =
                Caffeine.newBuilder().maximumSize(properties.cachedCustomers()).build();
    }

    /** The customer, active or not; empty when there is none. */
    public Mono<Optional<Buyer>> find(UUID id) {
        Buyer buyer = known.getIfPresent(id);
        return buyer != null ? Mono.just(Optional.of(buyer)) : load(id);
    }

    public void forget(UUID id) {
        known.invalidate(id);
    }

    private Mono<Optional<Buyer>> load(UUID id) {
        return database.sql("""
            SELECT id, version, number, name, currency, payment_term_days, status,
                   credit_limit IS NOT NULL AS has_credit_limit,
                   coalesce(shipping_addresses::json -> 0 ->> 'address', billing_address) AS shipping_address
              FROM customer
             WHERE id = :id
            """)
                .bind("id", id)
                .map(row -> new Buyer(
                        row.get("id", UUID.class),
                        row.get("version", Long.class),
                        row.get("number", String.class),
                        row.get("name", String.class),
                        Currency.getInstance(row.get("currency", String.class)),
                        row.get("payment_term_days", Integer.class),
                        "active".equals(row.get("status", String.class)),
                        row.get("has_credit_limit", Boolean.class),
                        Address.parse(row.get("shipping_address", String.class))))
                .one()
                .doOnNext(buyer -> known.put(id, buyer))
                .singleOptional();
    }
}
