package dev.erp.inventory.product;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one writer of products, and their reader. Changes belong in a transaction of the caller's. */
@Component
class Products {

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;

    Products(DatabaseClient database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A new product with an empty stock, in one statement.
     *
     * @throws Problem 409 when the SKU is taken
     */
    Mono<Product> create(ProductDetails details, Function<UUID, Origin> origin) {
        Product.Change change = Product.create(Ids.next(), details, clock.instant());
        Product product = change.product();
        return write("""
                        WITH written AS (
                            INSERT INTO product (id, sku, sku_key, name, description, price, currency, tax_rate,
                                                 reorder_level, status, version, created_at, updated_at)
                            VALUES (:id, :sku, :skuKey, :name, :description, :price, :currency, :taxRate,
                                    :reorderLevel, :status, :version, :now, :now)
                            ON CONFLICT (sku_key) DO NOTHING
                            RETURNING id
                        ), shelved AS (
                            INSERT INTO stock (product_id) SELECT id FROM written
                        )
                        """, change, origin, statement -> statement
                        .bind("sku", details.sku())
                        .bind("skuKey", details.skuKey()))
                .flatMap(events -> events == 0 ? Mono.error(skuTaken(details.sku())) : Mono.just(product));
    }

    /**
     * Changes a product under the lock of its row.
     *
     * @param change gets the editable part and gives it changed
     * @throws Problem 404, 412 when it was changed meanwhile, 400 when the SKU would change
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
            return save(product.change(wanted, clock.instant()), origin);
        });
    }

    /** Discontinues a product; a second time changes nothing. @throws Problem 404 */
    Mono<Product> discontinue(UUID id, Function<UUID, Origin> origin) {
        return lock(id).flatMap(product -> save(product.discontinue(clock.instant()), origin));
    }

    /** @throws Problem 404 */
    Mono<Product> get(UUID id) {
        return one(ProductRow.SELECT + " WHERE id = :id", id);
    }

    /**
     * One page of products.
     *
     * @param text part of the SKU or the name, or null
     * @param status or null for any
     */
    Mono<Page<ProductView>> list(String text, ProductStatus status, PageRequest request) {
        return ListQuery.select(ProductRow.SELECT)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("sku", "sku_key", String.class)
                .sortable("name", "name", String.class)
                .where("status = :status", "status", status == null ? null : status.code())
                .search("(sku ILIKE :q OR name ILIKE :q)", text)
                .page(database, request, row -> ProductView.of(ProductRow.read(row)));
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
                               SET name = :name, description = :description, price = :price, currency = :currency,
                                   tax_rate = :taxRate, reorder_level = :reorderLevel, status = :status,
                                   version = :version, updated_at = :now
                             WHERE id = :id
                            RETURNING id
                        )
                        """, change, origin, UnaryOperator.identity()).thenReturn(change.product());
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
                .bind("status", product.status().code())
                .bind("version", product.version())
                .bind("now", product.updatedAt().atOffset(ZoneOffset.UTC));
        statement = details.description() == null
                ? statement.bindNull("description", String.class)
                : statement.bind("description", details.description());
        return outbox.bind(furtherParameters.apply(statement), events(change, origin.apply(product.id())))
                .fetch()
                .rowsUpdated();
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
