package dev.erp.sales.order;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.ETag;
import dev.erp.sales.order.SalesOrder.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** What clients see of sales orders. */
@Schema(name = "SalesOrder")
record SalesOrderView(
        UUID id,
        String number,
        Status status,
        SalesOrder.Customer customer,
        String customerReference,
        String note,
        @Schema(type = "string", example = "EUR") Currency currency,
        @Schema(example = Pricing.POLICY) String rounding,
        @Schema(type = "string", example = "5.00") BigDecimal discountPercent,
        List<Line> lines,

        @Schema(description = "What all discounts together take off the list prices")
        Money discount,

        Money net,
        Money tax,
        Money gross,
        int paymentTermDays,
        Attention attention,
        UUID invoiceId,
        String placedBy,
        Instant placedAt,
        Instant updatedAt,
        @JsonIgnore String etag) {

    @Schema(name = "SalesOrderLine")
    record Line(
            int line,
            UUID productId,
            String sku,
            String name,
            @Schema(type = "integer") Quantity quantity,
            Money unitPrice,
            @Schema(type = "string", example = "0.00") BigDecimal discountPercent,
            Money net,
            @Schema(type = "string", example = "19.00") BigDecimal taxRate,
            Money tax,
            Money gross) {}

    /**
     * Why somebody should look at the order.
     *
     * @param nextActions what can be done about it: {@code wait}, or {@code cancel} (POST …/cancel)
     */
    @Schema(name = "SalesOrderAttention")
    record Attention(String reason, Instant since, List<String> nextActions) {

        static Attention of(SalesOrder order) {
            return order.attention() == null
                    ? null
                    : new Attention(
                            order.attention().reason(), order.attention().since(), List.of("wait", "cancel"));
        }
    }

    /** An order in a list: without its lines. */
    @Schema(name = "SalesOrderSummary")
    record Summary(
            UUID id,
            String number,
            Status status,
            SalesOrder.Customer customer,
            String customerReference,
            Money net,
            Money tax,
            Money gross,
            Attention attention,
            Instant placedAt) {

        static Summary of(SalesOrder order) {
            Currency currency = order.currency();
            return new Summary(
                    order.id(),
                    order.number(),
                    order.status(),
                    order.customer(),
                    order.customerReference(),
                    new Money(order.totals().net(), currency),
                    new Money(order.totals().tax(), currency),
                    new Money(order.totals().gross(), currency),
                    Attention.of(order),
                    order.placedAt());
        }
    }

    static SalesOrderView of(SalesOrder order, List<SalesOrder.Line> lines) {
        Currency currency = order.currency();
        return new SalesOrderView(
                order.id(),
                order.number(),
                order.status(),
                order.customer(),
                order.customerReference(),
                order.note(),
                currency,
                Pricing.POLICY,
                order.discountPercent(),
                lines.stream().map(line -> line(line, currency)).toList(),
                new Money(order.totals().discount(), currency),
                new Money(order.totals().net(), currency),
                new Money(order.totals().tax(), currency),
                new Money(order.totals().gross(), currency),
                order.paymentTermDays(),
                Attention.of(order),
                order.invoiceId(),
                order.placedBy(),
                order.placedAt(),
                order.updatedAt(),
                etag(order));
    }

    /** The version counts events, and attention comes and goes without one; the tag must tell these apart. */
    private static String etag(SalesOrder order) {
        return order.attention() == null ? ETag.of(order.version()) : "\"" + order.version() + "-attention\"";
    }

    private static Line line(SalesOrder.Line line, Currency currency) {
        return new Line(
                line.line(),
                line.productId(),
                line.sku(),
                line.name(),
                line.quantity(),
                new Money(line.unitPrice(), currency),
                line.discountPercent(),
                new Money(line.net(), currency),
                line.taxRate(),
                new Money(line.tax(), currency),
                new Money(line.gross(), currency));
    }
}
