package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import java.util.List;
import java.util.UUID;

/** So much of a line, as events tell it. */
record LineQuantity(int line, UUID productId, String sku, Quantity quantity) {

    /** Those that are more than zero. */
    static List<LineQuantity> of(PerLine quantities, List<SalesOrder.Line> lines) {
        return lines.stream()
                .filter(line -> quantities.at(line.line()).isPositive())
                .map(line -> new LineQuantity(line.line(), line.productId(), line.sku(), quantities.at(line.line())))
                .toList();
    }
}
