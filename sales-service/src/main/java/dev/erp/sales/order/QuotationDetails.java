package dev.erp.sales.order;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.PlainText;
import dev.erp.sales.customer.Address;
import dev.erp.sales.order.SalesOrder.OnShortage;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What may be changed of a quotation. Lines that are not given keep their prices; new ones are priced anew. */
record QuotationDetails(
        @NotNull(message = "must be given: 1 to 500 lines")
        @Size(min = 1, max = 500, message = "must have 1 to 500 lines")
        List<@NotNull(message = "must not be null") @Valid NewLine> lines,

        @Schema(
                example = "0.00",
                pattern = "^\\d{1,3}(\\.\\d{1,2})?$",
                description = "0 to 100 with at most two decimals",
                defaultValue = "0")
        @Percent
        BigDecimal discountPercent,

        @Schema(
                example = "PO-4711",
                description = "Once for each customer, among the orders that are neither rejected nor cancelled")
        @Size(min = 1, max = 100, message = "must have 1 to 100 characters")
        @PlainText
        String customerReference,

        @Schema(example = "Deliver before noon, please")
        @Size(min = 1, max = 1000, message = "must have 1 to 1000 characters")
        @PlainText
        String note,

        @Schema(description = "Where the goods come from; the default warehouse if not given")
        UUID warehouseId,

        @Schema(
                description =
                        "Where the goods go; the customer's first shipping address, else its billing address, as it is"
                                + " when the order is placed, if not given")
        @Valid
        Address shippingAddress,

        @Schema(example = "backorder", defaultValue = "reject")
        OnShortage onShortage,

        @Schema(description = "Until when the stock is kept for the order; without limit if not given")
        Instant reserveUntil,

        @Schema(example = "2027-01-31", description = "The last day on which it can be placed")
        @NotNull(message = "must be given")
        LocalDate validUntil) {

    QuotationDetails {
        discountPercent = NewLine.percent(discountPercent);
        shippingAddress = Address.orNull(shippingAddress);
    }

    static QuotationDetails of(SalesOrder order, List<SalesOrder.Line> lines) {
        return new QuotationDetails(
                lines.stream().map(line -> line(line, order)).toList(),
                order.discountPercent(),
                order.customerReference(),
                order.note(),
                order.terms().warehouseId(),
                order.shippingAddress(),
                order.terms().onShortage(),
                order.terms().reserveUntil(),
                order.validUntil());
    }

    private static NewLine line(SalesOrder.Line line, SalesOrder order) {
        return new NewLine(
                line.productId(),
                line.quantity(),
                line.discountPercent(),
                line.priceReason() == null ? null : new Money(line.unitPrice(), order.currency()),
                line.priceReason());
    }

    SalesOrder.Terms terms() {
        return new SalesOrder.Terms(warehouseId, onShortage, reserveUntil);
    }
}
