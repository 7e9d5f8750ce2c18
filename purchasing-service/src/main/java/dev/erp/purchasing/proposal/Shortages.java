package dev.erp.purchasing.proposal;

import dev.erp.purchasing.PurchasingProperties;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what is short, who sells it, and how much of it is on its way. */
@Component
class Shortages {

    /** Products in one look; those that are short for longest come first. */
    static final int MOST = 500;

    private final DatabaseClient database;
    private final PurchasingProperties properties;

    Shortages(DatabaseClient database, PurchasingProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    /**
     * The cheapest active supplier sells it: by price among those who sell in the base currency; one who sells in another, whose
     * prices cannot be compared without a rate, only if there is none of them.
     */
    Mono<List<Shortage>> find() {
        return database.sql("""
            SELECT product.product_id, product.sku, product.name, product.unit, product.unit_decimals,
                   product.reorder_level, product.reorder_quantity, stock.warehouse_id, stock.available,
                   coming.quantity AS on_order, offer.supplier_id, offer.supplier_number, offer.supplier_name,
                   offer.currency, offer.supplier_sku, offer.price
              FROM fallen_stock AS stock
              JOIN catalogue_product AS product
                ON product.product_id = stock.product_id
               AND product.status = 'active'
               AND stock.available < product.reorder_level
             CROSS JOIN LATERAL (
                   SELECT coalesce(sum(greatest(line.ordered - line.cancelled - line.received, 0)), 0) AS quantity
                     FROM purchase_order_line AS line
                     JOIN purchase_order AS "order" ON "order".id = line.order_id
                    WHERE line.product_id = stock.product_id
                      AND line.ordered > line.cancelled + line.received
                      -- an order without a warehouse may be meant for this one: rather too little than twice
                      AND ("order".warehouse_id IS NULL OR stock.warehouse_id IS NULL
                           OR "order".warehouse_id = stock.warehouse_id)) AS coming
              LEFT JOIN LATERAL (
                   SELECT supplier.id AS supplier_id, supplier.number AS supplier_number, supplier.name AS supplier_name,
                          supplier.currency, price.supplier_sku, price.price
                     FROM supplier_product AS price
                     JOIN supplier ON supplier.id = price.supplier_id AND supplier.status = 'active'
                    WHERE price.product_id = stock.product_id
                    ORDER BY supplier.currency <> :base, price.price, supplier.number
                    LIMIT 1) AS offer ON true
             WHERE product.reorder_level > stock.available + coming.quantity
             ORDER BY stock.fallen_at, stock.stock_id
             LIMIT :most
            """)
                .bind("base", properties.currency().getCurrencyCode())
                .bind("most", MOST)
                .map(Shortages::read)
                .all()
                .collectList();
    }

    private static Shortage read(Readable row) {
        UUID supplier = row.get("supplier_id", UUID.class);
        return new Shortage(
                row.get("product_id", UUID.class),
                row.get("sku", String.class),
                row.get("name", String.class),
                row.get("unit", String.class),
                row.get("unit_decimals", Integer.class),
                row.get("warehouse_id", UUID.class),
                row.get("available", BigDecimal.class),
                row.get("on_order", BigDecimal.class),
                row.get("reorder_level", BigDecimal.class),
                row.get("reorder_quantity", BigDecimal.class),
                supplier == null
                        ? null
                        : new Shortage.Offer(
                                supplier,
                                row.get("supplier_number", String.class),
                                row.get("supplier_name", String.class),
                                Currency.getInstance(row.get("currency", String.class)),
                                row.get("supplier_sku", String.class),
                                row.get("price", BigDecimal.class)));
    }
}
