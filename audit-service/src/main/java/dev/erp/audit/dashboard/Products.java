package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.Measures.Sum;
import java.math.BigDecimal;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Products and what is in stock of them, warehouse by warehouse: the value, and what is below its reorder level. */
final class Products implements Kind {

    private static final String STOCK = "erp.inventory.stock";

    private final String baseCurrency;

    Products(String baseCurrency) {
        this.baseCurrency = baseCurrency;
    }

    @Override
    public String name() {
        return "product";
    }

    @Override
    public Set<String> topics() {
        return Set.of("erp.inventory.product", STOCK);
    }

    @Override
    public UUID idOf(Heard event) {
        return event.topic().equals(STOCK) ? UUID.fromString(event.text("productId")) : event.subject();
    }

    /** Each stock numbers its events by itself. */
    @Override
    public String partOf(Heard event) {
        return event.topic().equals(STOCK) ? "stock " + event.subject() : event.topic();
    }

    @Override
    public void apply(Document product, Heard event) {
        if (!event.topic().equals(STOCK)) {
            product.set("sku", event.text("sku"));
            product.set("name", event.text("name"));
            product.set("status", event.has("status") ? event.text("status") : "active");
            product.set("level", event.number("reorderLevel", BigDecimal.ZERO));
            return;
        }
        ObjectNode stock = product.part("stocks", event.subject().toString());
        if (event.has("available")) {
            stock.put("available", event.text("available"));
        }
        if (event.has("value")) {
            stock.put("value", event.text("value"));
        }
    }

    @Override
    public void measure(Document product, Measures sums) {
        if (product.has("status")) {
            sums.count("products", "", product.text("status"), Sum.ONE);
        }
        BigDecimal level = product.number("level");
        JsonNode stocks = product.node("stocks");
        boolean low = level.signum() > 0 && stocks.isEmpty();
        for (JsonNode stock : stocks) {
            if (stock.has("value")) {
                sums.count("stock_value", baseCurrency, "", Sum.of(decimal(stock, "value")));
            }
            low |= decimal(stock, "available").compareTo(level) < 0;
        }
        if (low && product.text("status").equals("active")) {
            sums.count("below_reorder_level", "", "", Sum.ONE);
        }
    }

    private static BigDecimal decimal(JsonNode stock, String field) {
        return new BigDecimal(stock.path(field).asString("0"));
    }
}
