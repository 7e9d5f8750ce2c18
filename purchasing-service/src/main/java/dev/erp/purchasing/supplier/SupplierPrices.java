package dev.erp.purchasing.supplier;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.MergePatch;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.purchasing.catalogue.Catalogue;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What suppliers call and charge for our products. Each change is an event, and so a version, of the supplier, whose row is locked. */
@Component
class SupplierPrices {

    private static final String SELECT = """
        SELECT price.product_id AS id, price.supplier_id, price.supplier_sku, price.price, price.version,
               price.created_at, price.updated_at, supplier.currency, product.sku, product.name
          FROM supplier_product AS price
          JOIN supplier ON supplier.id = price.supplier_id
          LEFT JOIN catalogue_product AS product ON product.product_id = price.product_id
        """;

    private final DatabaseClient database;
    private final Suppliers suppliers;
    private final Catalogue catalogue;
    private final MergePatch mergePatch;
    private final Clock clock;

    SupplierPrices(
            DatabaseClient database, Suppliers suppliers, Catalogue catalogue, MergePatch mergePatch, Clock clock) {
        this.database = database;
        this.suppliers = suppliers;
        this.catalogue = catalogue;
        this.mergePatch = mergePatch;
        this.clock = clock;
    }

    /** @throws Problem 404, 409 {@code product_has_price}, or 422 for an unknown product or another currency */
    Mono<SupplierPrice> agree(UUID supplierId, UUID productId, SupplierPrice.Details details, Caller caller) {
        return suppliers.lock(supplierId).flatMap(supplier -> {
            requireCurrency(supplier, details.price());
            var price = new SupplierPrice(productId, details, 1, clock.instant(), clock.instant());
            return requireKnown(productId)
                    .then(insert(supplier, price))
                    .doOnNext(inserted -> {
                        if (inserted == 0) {
                            throw Problem.conflict(
                                    "product_has_price",
                                    "Supplier %s has a price for product %s already: change that."
                                            .formatted(supplier.number(), productId));
                        }
                    })
                    .then(tell("price-agreed", supplier, price.data(supplier, null), caller))
                    .thenReturn(price);
        });
    }

    /** @throws Problem 404, 412, 400 naming what the patch would make wrong, or 422 for another currency */
    Mono<SupplierPrice> change(UUID supplierId, UUID productId, IfMatch ifMatch, JsonNode patch, Caller caller) {
        return suppliers.lock(supplierId).flatMap(supplier -> find(supplierId, productId)
                .flatMap(price -> {
                    ifMatch.require(price.version());
                    SupplierPrice.Details details = mergePatch.apply(price.details(), patch);
                    if (details.equals(price.details())) {
                        return Mono.just(price);
                    }
                    requireCurrency(supplier, details.price());
                    SupplierPrice changed = price.changed(details, clock.instant());
                    return update(supplier, changed)
                            .then(tell("price-agreed", supplier, changed.data(supplier, changed.before(price)), caller))
                            .thenReturn(changed);
                }));
    }

    /** @throws Problem 404 */
    Mono<Void> end(UUID supplierId, UUID productId, Caller caller) {
        return suppliers.lock(supplierId).flatMap(supplier -> find(supplierId, productId)
                .flatMap(price -> database.sql("""
                    DELETE FROM supplier_product WHERE supplier_id = :supplierId AND product_id = :productId
                    """)
                        .bind("supplierId", supplierId)
                        .bind("productId", productId)
                        .fetch()
                        .rowsUpdated()
                        .then(tell("price-ended", supplier, price.data(supplier, null), caller))));
    }

    /** @throws Problem 404 */
    Mono<SupplierPrice> find(UUID supplierId, UUID productId) {
        return one(supplierId, productId, SupplierPrices::price);
    }

    /** @throws Problem 404 */
    Mono<SupplierPrice.View> view(UUID supplierId, UUID productId) {
        return one(supplierId, productId, SupplierPrices::seen);
    }

    private <T> Mono<T> one(UUID supplierId, UUID productId, java.util.function.Function<Readable, T> read) {
        return database.sql(SELECT + "WHERE price.supplier_id = :supplierId AND price.product_id = :productId")
                .bind("supplierId", supplierId)
                .bind("productId", productId)
                .map(read)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("price of the supplier for product", productId)));
    }

    /** @throws Problem 404 when there is no such supplier */
    Mono<Page<SupplierPrice.View>> list(UUID supplierId, String text, PageRequest page) {
        return suppliers.find(supplierId).then(Mono.defer(() -> ListQuery.select(SELECT)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("supplierSku", "supplier_sku", String.class)
                .where("supplier_id = :supplierId", "supplierId", supplierId)
                .search("(supplier_sku ILIKE :q OR sku ILIKE :q OR name ILIKE :q)", text)
                .page(database, page, SupplierPrices::seen)));
    }

    private Mono<Void> tell(String what, Supplier supplier, SupplierPrice.Data data, Caller caller) {
        Supplier repriced = supplier.repriced(clock.instant());
        return suppliers.write(repriced).then(suppliers.publish(what, repriced, data, caller));
    }

    private Mono<Long> insert(Supplier supplier, SupplierPrice price) {
        return database.sql("""
            INSERT INTO supplier_product (supplier_id, product_id, supplier_sku, price, version, created_at, updated_at)
            VALUES (:supplierId, :productId, :sku, :price, 1, :at, :at)
            ON CONFLICT (supplier_id, product_id) DO NOTHING
            """)
                .bind("supplierId", supplier.id())
                .bind("productId", price.productId())
                .bind("sku", price.details().supplierSku())
                .bind("price", price.details().price().amount())
                .bind("at", price.createdAt().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
    }

    private Mono<Long> update(Supplier supplier, SupplierPrice price) {
        return database.sql("""
            UPDATE supplier_product
               SET supplier_sku = :sku, price = :price, version = :version, updated_at = :at
             WHERE supplier_id = :supplierId AND product_id = :productId
            """)
                .bind("supplierId", supplier.id())
                .bind("productId", price.productId())
                .bind("sku", price.details().supplierSku())
                .bind("price", price.details().price().amount())
                .bind("version", price.version())
                .bind("at", price.updatedAt().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
    }

    private Mono<Void> requireKnown(UUID productId) {
        return catalogue
                .find(List.of(productId))
                .doOnNext(found -> {
                    if (found.isEmpty()) {
                        throw refused("productId", "unknown_product", "There is no product " + productId + ".");
                    }
                })
                .then();
    }

    private static void requireCurrency(Supplier supplier, Money price) {
        Currency currency = supplier.details().currency();
        if (!price.currency().equals(currency)) {
            throw refused(
                    "price.currency",
                    "currency_mismatch",
                    "Supplier %s sells in %s, not in %s.".formatted(supplier.number(), currency, price.currency()));
        }
    }

    private static Problem refused(String field, String code, String message) {
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT, code, message, List.of(new FieldError(field, code, message)));
    }

    private static SupplierPrice price(Readable row) {
        SupplierPrice.View view = seen(row);
        return new SupplierPrice(
                view.productId(),
                new SupplierPrice.Details(view.supplierSku(), view.price()),
                row.get("version", Long.class),
                view.createdAt(),
                view.updatedAt());
    }

    private static SupplierPrice.View seen(Readable row) {
        return new SupplierPrice.View(
                row.get("id", UUID.class),
                row.get("sku", String.class),
                row.get("name", String.class),
                row.get("supplier_sku", String.class),
                new Money(row.get("price", BigDecimal.class), Currency.getInstance(row.get("currency", String.class))),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("updated_at", OffsetDateTime.class).toInstant());
    }
}
