package dev.erp.inventory.product;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.Problem;
import dev.erp.inventory.ledger.Ledger;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one writer of products. Changes belong in a transaction of the caller's. */
@Component
class Products {

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;
    private final ReorderLevels reorderLevels;

    Products(DatabaseClient database, Outbox outbox, Clock clock, ReorderLevels reorderLevels) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
        this.reorderLevels = reorderLevels;
    }

    /**
     * A new product with an empty stock in the first warehouse and in the default one, in one statement. One that has a reorder
     * level is below it, and that is told of the default warehouse.
     *
     * @throws Problem 409 when the SKU is taken, 422 when a quantity has more decimals than the unit
     */
    Mono<Product> create(ProductDetails details, Function<UUID, Origin> origin) {
        details.requireDecimals();
        Product.Change change = Product.create(Ids.next(), details, clock.instant());
        Product product = change.product();
        return write("""
                        WITH written AS (
                            INSERT INTO product (id, sku, sku_key, name, description, category, unit, unit_decimals, price,
                                                 currency, tax_rate, reorder_level, reorder_quantity, status, version,
                                                 created_at, updated_at)
                            VALUES (:id, :sku, :skuKey, :name, :description, :category, :unit, :unitDecimals, :price,
                                    :currency, :taxRate, :reorderLevel, :reorderQuantity, :status, :version, :now, :now)
                            ON CONFLICT (sku_key) DO NOTHING
                            RETURNING id, price, currency
                        ), priced AS (
                            INSERT INTO product_price (id, product_id, price, currency, valid_from, actor)
                            SELECT :priceId, id, price, currency, :now, :actor FROM written
                        ), shelved AS (
                            INSERT INTO stock (id, product_id, warehouse_id, low)
                            SELECT CASE WHEN warehouse.id = :firstWarehouse THEN written.id ELSE gen_random_uuid() END,
                                   written.id, warehouse.id, :reorderLevel > 0 AND NOT is_default
                              FROM written
                                   -- who makes another one the default waits, or is waited for: OFFSET has all locked before they are looked at
                                   CROSS JOIN (SELECT id, is_default FROM warehouse OFFSET 0 FOR SHARE) AS warehouse
                             WHERE warehouse.id = :firstWarehouse OR is_default
                        )
                        """, change, origin, statement -> statement
                        .bind("sku", details.sku())
                        .bind("skuKey", details.skuKey())
                        .bind("unit", details.unit())
                        .bind("unitDecimals", details.unitDecimals())
                        .bind("firstWarehouse", Ledger.FIRST_WAREHOUSE)
                        .bind("priceId", Ids.next())
                        .bind("actor", origin.apply(product.id()).actor().id()))
                .flatMap(events -> {
                    if (events == 0) {
                        return Mono.error(skuTaken(details.sku()));
                    }
                    return details.reorderLevel().isPositive()
                            ? reorderLevels
                                    .changed(product.id(), origin.apply(product.id()))
                                    .thenReturn(product)
                            : Mono.just(product);
                });
    }

    /**
     * Changes a product under the lock of its row.
     *
     * @param change gets the editable part and gives it changed
     * @throws Problem 404, 412 when it was changed meanwhile, 400 when the SKU or the unit would change, 422 when a quantity has
     *     more decimals than the unit
     */
    Mono<Product> change(
            UUID id, IfMatch ifMatch, UnaryOperator<ProductDetails> change, Function<UUID, Origin> origin) {
        return lock(id).flatMap(product -> {
            ifMatch.require(product.version());
            ProductDetails wanted = change.apply(product.details());
            if (!wanted.sku().equals(product.details().sku())) {
                return Mono.error(Problem.invalid(
                        "sku", "immutable", "cannot be changed: it is printed on shelves and documents"));
            }
            if (!wanted.unit().equals(product.details().unit())) {
                return Mono.error(unitIsFixed("unit"));
            }
            if (!wanted.unitDecimals().equals(product.details().unitDecimals())) {
                return Mono.error(unitIsFixed("unitDecimals"));
            }
            wanted.requireDecimals();
            boolean newLevel = !wanted.reorderLevel().equals(product.details().reorderLevel());
            return save(product.change(wanted, clock.instant()), origin)
                    .flatMap(saved -> newLevel
                            ? reorderLevels.changed(id, origin.apply(id)).thenReturn(saved)
                            : Mono.just(saved));
        });
    }

    private static Problem unitIsFixed(String field) {
        return Problem.invalid(field, "immutable", "cannot be changed: stock and documents are counted in it");
    }

    /** Discontinues a product; a second time changes nothing. @throws Problem 404 */
    Mono<Product> discontinue(UUID id, Function<UUID, Origin> origin) {
        return lock(id).flatMap(product -> save(product.discontinue(clock.instant()), origin));
    }

    private Mono<Product> lock(UUID id) {
        return one(ProductRow.SELECT + " WHERE id = :id FOR NO KEY UPDATE", id);
    }

    private Mono<Product> one(String select, UUID id) {
        return database.sql(select)
                .bind("id", id)
                .map(ProductRow::read)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("product", id)));
    }

    private Mono<Product> save(Product.Change change, Function<UUID, Origin> origin) {
        if (change.events().isEmpty()) {
            return Mono.just(change.product());
        }
        return write("""
                        WITH written AS (
                            UPDATE product
                               SET name = :name, description = :description, category = :category, price = :price,
                                   currency = :currency, tax_rate = :taxRate, reorder_level = :reorderLevel,
                                   reorder_quantity = :reorderQuantity, status = :status, version = :version,
                                   updated_at = :now
                             WHERE id = :id
                            RETURNING id, price, currency
                        ), priced AS (
                            INSERT INTO product_price (id, product_id, price, currency, valid_from, actor)
                            SELECT :priceId, id, price, currency, :now, :actor FROM written WHERE :newPrice
                        )
                        """, change, origin, statement -> statement
                        .bind("priceId", Ids.next())
                        .bind("newPrice", change.hasNewPrice())
                        .bind(
                                "actor",
                                origin.apply(change.product().id()).actor().id()))
                .thenReturn(change.product());
    }

    /** @return how many events were written: none when the statement wrote no product */
    private Mono<Long> write(
            String with,
            Product.Change change,
            Function<UUID, Origin> origin,
            UnaryOperator<GenericExecuteSpec> furtherParameters) {
        Product product = change.product();
        ProductDetails details = product.details();
        GenericExecuteSpec statement = database.sql(with + Outbox.INSERT + " WHERE EXISTS (SELECT FROM written)")
                .bind("id", product.id())
                .bind("name", details.name())
                .bind("price", details.price().amount())
                .bind("currency", details.price().currency().getCurrencyCode())
                .bind("taxRate", details.taxRate())
                .bind("reorderLevel", details.reorderLevel().value())
                .bind("reorderQuantity", details.reorderQuantity().value())
                .bind("status", product.status().code())
                .bind("version", product.version())
                .bind("now", product.updatedAt().atOffset(ZoneOffset.UTC));
        statement = bindText(statement, "description", details.description());
        statement = bindText(statement, "category", details.category());
        return outbox.bind(furtherParameters.apply(statement), events(change, origin.apply(product.id())))
                .fetch()
                .rowsUpdated();
    }

    private static GenericExecuteSpec bindText(GenericExecuteSpec statement, String name, String value) {
        return value == null ? statement.bindNull(name, String.class) : statement.bind(name, value);
    }

    private static List<NewEvent> events(Product.Change change, Origin origin) {
        return change.events().stream()
                .map(event -> NewEvent.of(
                        ProductEvent.TOPIC,
                        event.type(),
                        event.product().id(),
                        event.product().version(),
                        event.product().updatedAt(),
                        origin,
                        event.data()))
                .toList();
    }

    private static Problem skuTaken(String sku) {
        return Problem.conflict("sku_taken", "There is a product with the SKU " + sku + " already.");
    }
}
