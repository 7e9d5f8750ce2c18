package dev.erp.inventory.product;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what products have cost; {@link Products} writes it with the product. */
@Component
class Prices {

    private final DatabaseClient database;
    private final ProductLists products;

    Prices(DatabaseClient database, ProductLists products) {
        this.database = database;
        this.products = products;
    }

    /** One page of prices. @throws Problem 404 */
    Mono<Page<PriceView>> list(UUID productId, PageRequest request) {
        return products.get(productId)
                .then(ListQuery.select("SELECT id, product_id, price, currency, valid_from, actor FROM product_price")
                        .sortable("validFrom", "valid_from", OffsetDateTime.class)
                        .where("product_id = :product", "product", productId)
                        .page(database, request, Prices::price));
    }

    private static PriceView price(Readable row) {
        return new PriceView(
                row.get("id", UUID.class),
                new Money(row.get("price", BigDecimal.class), Currency.getInstance(row.get("currency", String.class))),
                row.get("valid_from", OffsetDateTime.class).toInstant(),
                row.get("actor", String.class));
    }
}
