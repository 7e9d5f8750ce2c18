package dev.erp.sales.order;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.ETag;
import dev.erp.sales.customer.Address;
import dev.erp.sales.order.SalesOrder.Status;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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

        @Schema(description = "Where the goods come from; the default warehouse if it is not there") @Nullable
        UUID warehouseId,

        @Schema(description = "Where the goods go, as it was when the order was placed; not there when nobody said")
        @Nullable
        Address shippingAddress,

        @Schema(example = "reject") SalesOrder.OnShortage onShortage,

        @Schema(description = "Until when the stock is kept; without limit if it is not there") @Nullable
        Instant reserveUntil,

        @Schema(description = "The last day on which the quotation can, or could, be placed; only of quotations")
        @Nullable
        LocalDate validUntil,

        @Schema(description = "What it waits for, and since when; not there when it waits for nobody") @Nullable
        Waiting waiting,

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

            @Schema(description = "How much of it inventory keeps or has issued", example = "12")
            Quantity reserved,

            @Schema(example = "0") Quantity shipped,

            @Schema(description = "On invoices that are not void", example = "12")
            Quantity invoiced,

            @Schema(example = "0") Quantity returned,

            @Schema(description = "On credit notes", example = "0")
            Quantity credited,

            @Schema(example = "0") Quantity cancelled,
            @Schema(example = "EUR 18.90") Money unitPrice,

            @Schema(description = "Why the price is not that of the catalogue; not there when it is") @Nullable
            String priceReason,

            @Schema(example = "0.00") BigDecimal discountPercent,
            @Schema(example = "EUR 226.80") Money net,
            @Schema(example = "7.00") BigDecimal taxRate,
            @Schema(example = "EUR 15.88") Money tax,
            @Schema(example = "EUR 242.68") Money gross) {}

    /**
     * What an order waits for.
     *
     * @param waitingFor {@code reservation}, {@code stock}, {@code invoice} or {@code shipment}
     */
    @Schema(name = "SalesOrderWaiting")
    record Waiting(
            @Schema(
                    example = "stock",
                    allowableValues = {"reservation", "stock", "invoice", "shipment"},
                    description = "The answer or the goods that are missing")
            @JsonProperty("for")
            String waitingFor,

            @Schema(example = "2026-11-02T09:15:04.218313Z") Instant since) {

        static @Nullable Waiting of(SalesOrder order) {
            String what = SalesOrderProcess.waitingFor(order);
            if (what == null) {
                return null;
            }
            return new Waiting(what, order.waitingSince() != null ? order.waitingSince() : order.updatedAt());
        }
    }

    /**
     * Why somebody should look at the order.
     *
     * @param nextActions what can be done about it: {@code wait}, {@code retry} or {@code abandon} (POST …/process/…)
     */
    @Schema(name = "SalesOrderAttention")
    record Attention(
            @Schema(example = "inventory did not answer within 30 s")
            String reason,

            @Schema(example = "2026-11-02T09:20:04.218313Z") Instant since,

            @Schema(example = "[\"wait\", \"retry\", \"abandon\"]")
            List<String> nextActions) {

        static @Nullable Attention of(SalesOrder order) {
            return order.attention() == null
                    ? null
                    : new Attention(
                            order.attention().reason(),
                            order.attention().since(),
                            order.attention().nextActions(order.quantities()));
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
            @Nullable LocalDate validUntil,
            @Nullable Waiting waiting,
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
                    order.validUntil(),
                    Waiting.of(order),
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
                lines.stream()
                        .map(line -> line(line, order.quantities(), currency))
                        .toList(),
                new Money(order.totals().discount(), currency),
                new Money(order.totals().net(), currency),
                new Money(order.totals().tax(), currency),
                new Money(order.totals().gross(), currency),
                order.paymentTermDays(),
                order.terms().warehouseId(),
                order.shippingAddress(),
                order.terms().onShortage() == null
                        ? SalesOrder.OnShortage.REJECT
                        : order.terms().onShortage(),
                order.terms().reserveUntil(),
                order.validUntil(),
                Waiting.of(order),
                Attention.of(order),
                order.invoiceId(),
                order.placedBy(),
                order.placedAt(),
                order.updatedAt(),
                ETag.of(order.steps()));
    }

    private static Line line(SalesOrder.Line line, Quantities quantities, Currency currency) {
        int number = line.line();
        return new Line(
                line.line(),
                line.productId(),
                line.sku(),
                line.name(),
                line.quantity(),
                quantities.reserved().at(number),
                quantities.shipped().at(number),
                quantities.invoiced().at(number),
                quantities.returned().at(number),
                quantities.credited().at(number),
                quantities.cancelled().at(number),
                new Money(line.unitPrice(), currency),
                line.priceReason(),
                line.discountPercent(),
                new Money(line.net(), currency),
                line.taxRate(),
                new Money(line.tax(), currency),
                new Money(line.gross(), currency));
    }
}
