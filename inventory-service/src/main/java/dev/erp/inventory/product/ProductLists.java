package dev.erp.inventory.product;

import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads products. */
@Component
class ProductLists {

    private final DatabaseClient database;

    ProductLists(DatabaseClient database) {
        this.database = database;
    }

    /** @throws Problem 404 */
    Mono<Product> get(UUID id) {
        return database.sql(ProductRow.SELECT + " WHERE id = :id")
                .bind("id", id)
                .map(ProductRow::read)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("product", id)));
    }

    /**
     * One page of products.
     *
     * @param text words of SKU, name and description in any order, or a part of one of them; null for all
     * @param category or null for any
     * @param status or null for any
     * @param unit or null for any
     */
    Mono<Page<ProductView>> list(String text, String category, ProductStatus status, String unit, PageRequest request) {
        String select = text == null || text.isBlank() ? ProductRow.SELECT : ProductRow.SELECT + """
                  WHERE search @@ websearch_to_tsquery('simple', :words)
                     OR sku ILIKE :q OR name ILIKE :q OR description ILIKE :q
                """;
        return ListQuery.select(select)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("sku", "sku_key", String.class)
                .sortable("name", "name", String.class)
                .where("category = :category", "category", category)
                .where("status = :status", "status", status == null ? null : status.code())
                .where("unit = :unit", "unit", unit)
                .search("true", text)
                .where("true", "words", text == null || text.isBlank() ? null : text.strip())
                .page(database, request, row -> ProductView.of(ProductRow.read(row)));
    }
}
