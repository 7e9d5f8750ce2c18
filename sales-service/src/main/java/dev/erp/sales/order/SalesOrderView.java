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
import org.jspecify.annotations.Nullable;

/** What clients see of sales orders. */
@Schema(name = "SalesOrder")
record SalesOrderView(
        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03")
        UUID id,

        @Schema(example = "SO-2026-000017") String number,
        @Schema(example = "confirmed") Status status,
        SalesOrder.Customer customer,
        @Schema(example = "PO-4711") @Nullable String customerReference,

        @Schema(example = "Deliver before noon, please") @Nullable
        String note,

        @Schema(example = "EUR") Currency currency,
        @Schema(example = Pricing.POLICY) String rounding,
        @Schema(example = "0.00") BigDecimal discountPercent,
        List<Line> lines,

        @Schema(example = "EUR 0.00", description = "What all discounts together take off the list prices")
        Money discount,

        @Schema(example = "EUR 226.80") Money net,
        @Schema(example = "EUR 15.88") Money tax,
        @Schema(example = "EUR 242.68") Money gross,
        @Schema(example = "14") int paymentTermDays,
        @Nullable Attention attention,
        @Nullable UUID invoiceId,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
        String placedBy,

        @Schema(example = "2026-11-02T09:15:04.218313Z") Instant placedAt,
        @Schema(example = "2026-11-02T09:15:04.391027Z") Instant updatedAt,
        @JsonIgnore String etag) {

    @Schema(name = "SalesOrderLine")
    record Line(
            @Schema(example = "1") int line,

            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
            UUID productId,

            @Schema(example = "COF-ESP-1000") String sku,
            @Schema(example = "Espresso beans, 1 kg") String name,
            @Schema(example = "12") Quantity quantity,
            @Schema(example = "EUR 18.90") Money unitPrice,
            @Schema(example = "0.00") BigDecimal discountPercent,
            @Schema(example = "EUR 226.80") Money net,
            @Schema(example = "7.00") BigDecimal taxRate,
            @Schema(example = "EUR 15.88") Money tax,
            @Schema(example = "EUR 242.68") Money gross) {}

    /**
     * Why somebody should look at the order.
     *
     * @param nextActions what can be done about it: {@code wait}, or {@code cancel} (POST …/cancel)
     */
    @Schema(name = "SalesOrderAttention")
    record Attention(
            @Schema(example = "reservation_timeout") String reason,
            @Schema(example = "2026-11-02T09:20:04.218313Z") Instant since,
            @Schema(example = "[\"wait\", \"cancel\"]") List<String> nextActions) {

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
            @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03")
            UUID id,

            @Schema(example = "SO-2026-000017") String number,
            @Schema(example = "confirmed") Status status,
            SalesOrder.Customer customer,
            @Schema(example = "PO-4711") @Nullable String customerReference,
            @Schema(example = "EUR 226.80") Money net,
            @Schema(example = "EUR 15.88") Money tax,
            @Schema(example = "EUR 242.68") Money gross,
            @Nullable Attention attention,
            @Schema(example = "2026-11-02T09:15:04.218313Z") Instant placedAt) {

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
