package dev.erp.sales.order;

import dev.erp.chassis.persistence.Columns;
import dev.erp.sales.order.SalesOrder.Line;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** Writes the lines of an order, all at once. */
final class NewLines {

    /** To be formatted with the order's id and, with a comma behind it, where that comes from. */
    static final String INSERT = """
        INSERT INTO sales_order_line (
               order_id, line, product_id, sku, name, quantity, unit_price, discount_percent,
               net, tax_rate, tax, gross, price_reason)
        SELECT %s, line.number, line.product_id, line.sku, line.name, line.quantity, line.unit_price,
               line.discount_percent, line.net, line.tax_rate, line.tax, line.gross, line.price_reason
          FROM %s unnest(:lineProducts::uuid[], :lineSkus::text[], :lineNames::text[], :lineQuantities::numeric[],
                      :linePrices::numeric[], :lineDiscounts::numeric[], :lineNets::numeric[],
                      :lineTaxRates::numeric[], :lineTaxes::numeric[], :lineGrosses::numeric[],
                      :linePriceReasons::text[])
               WITH ORDINALITY AS line (product_id, sku, name, quantity, unit_price, discount_percent,
                                        net, tax_rate, tax, gross, price_reason, number)
        """;

    private NewLines() {}

    static GenericExecuteSpec bind(GenericExecuteSpec insert, List<Line> lines) {
        return insert.bind("lineProducts", Columns.of(lines, Line::productId, UUID[]::new))
                .bind("lineSkus", Columns.of(lines, Line::sku, String[]::new))
                .bind("lineNames", Columns.of(lines, Line::name, String[]::new))
                .bind("lineQuantities", Columns.of(lines, l -> l.quantity().value(), BigDecimal[]::new))
                .bind("linePrices", Columns.of(lines, Line::unitPrice, BigDecimal[]::new))
                .bind("lineDiscounts", Columns.of(lines, Line::discountPercent, BigDecimal[]::new))
                .bind("lineNets", Columns.of(lines, Line::net, BigDecimal[]::new))
                .bind("lineTaxRates", Columns.of(lines, Line::taxRate, BigDecimal[]::new))
                .bind("lineTaxes", Columns.of(lines, Line::tax, BigDecimal[]::new))
                .bind("lineGrosses", Columns.of(lines, Line::gross, BigDecimal[]::new))
                .bind("linePriceReasons", Columns.of(lines, Line::priceReason, String[]::new));
    }
}
