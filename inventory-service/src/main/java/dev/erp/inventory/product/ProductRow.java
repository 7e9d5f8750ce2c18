package dev.erp.inventory.product;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;

/** A product as it lies in its table. */
final class ProductRow {

    static final String SELECT = """
            SELECT id, sku, sku_key, name, description, category, unit, unit_decimals, price, currency, tax_rate, reorder_level,
                   reorder_quantity, status, version, created_at, updated_at
              FROM product
            """;

    private ProductRow() {}

    static Product read(Readable row) {
        return new Product(
                row.get("id", UUID.class),
                new ProductDetails(
                        row.get("sku", String.class),
                        row.get("name", String.class),
                        row.get("description", String.class),
                        row.get("category", String.class),
                        row.get("unit", String.class),
                        row.get("unit_decimals", Integer.class),
                        new Money(
                                row.get("price", BigDecimal.class),
                                Currency.getInstance(row.get("currency", String.class))),
                        row.get("tax_rate", BigDecimal.class),
                        new Quantity(row.get("reorder_level", BigDecimal.class)),
                        new Quantity(row.get("reorder_quantity", BigDecimal.class))),
                ProductStatus.valueOf(row.get("status", String.class).toUpperCase(Locale.ROOT)),
                row.get("version", Long.class),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(Readable row, String column) {
        return row.get(column, OffsetDateTime.class).toInstant();
    }
}
