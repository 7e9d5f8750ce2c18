package dev.erp.purchasing.order;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.NotNegative;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A purchase order as a client asks for it, and may change it while it is a draft.
 *
 * @param warehouseId where the goods shall go; the default warehouse if not given
 * @param exchangeRate how many units of the base currency one unit of the supplier's costs; needed when they differ, at the latest
 *     to submit the order
 * @param supplierReference the supplier's own number for the order
 */
@Schema(name = "PurchaseOrderDetails")
record DraftDetails(
        @Schema(example = "0193f2c4-3c00-7b21-9c14-7a4f1e2d8b01") @NotNull(message = "must be given")
        UUID supplierId,

        @Schema(example = "0193f2c4-4a10-7e55-8b20-1c9d7f3e5a01")
        UUID warehouseId,

        @Schema(
                example = "1.075",
                pattern = "^\\d{1,6}(\\.\\d{1,6})?$",
                description = "More than 0, at most 999999, with at most 6 decimals")
        @DecimalMin(value = "0", inclusive = false, message = "must be more than 0")
        @Digits(integer = 6, fraction = 6, message = "must have at most 6 digits before and 6 after the point")
        BigDecimal exchangeRate,

        @Schema(example = "A-2026-1177") @Size(min = 1, max = 100, message = "must have 1 to 100 characters") @PlainText
        String supplierReference,

        @Schema(example = "Deliver to gate 2")
        @Size(min = 1, max = 1000, message = "must have 1 to 1000 characters")
        @PlainText
        String note,

        @NotNull(message = "must be given: 1 to 500 lines")
        @Size(min = 1, max = 500, message = "must have 1 to 500 lines")
        List<@NotNull(message = "must not be null") @Valid Line> lines) {

    /**
     * A product may occur in several lines, expected on different days for example.
     *
     * @param unitPrice without tax, in the supplier's currency; what was agreed with the supplier if not given
     * @param taxRate the product's if not given
     * @param expectedOn today and the supplier's lead time if not given
     */
    @Schema(name = "PurchaseOrderLineDetails")
    record Line(
            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02") @NotNull(message = "must be given")
            UUID productId,

            @Schema(
                    example = "40",
                    minimum = "0.001",
                    maximum = "1000000",
                    description = "With as many decimals as the unit of the product has")
            @NotNull(message = "must be given")
            @Amount
            Quantity quantity,

            @Schema(example = "EUR 11.40") @NotNegative Money unitPrice,

            @Schema(
                    example = "7.00",
                    pattern = "^\\d{1,3}(\\.\\d{1,2})?$",
                    description = "0 to 100 with at most two decimals")
            @DecimalMin(value = "0", message = "must be 0 to 100 with at most two decimals")
            @DecimalMax(value = "100", message = "must be 0 to 100 with at most two decimals")
            @Digits(integer = 3, fraction = 2, message = "must be 0 to 100 with at most two decimals")
            BigDecimal taxRate,

            @Schema(example = "2026-11-20") @Calendar LocalDate expectedOn) {}

    Set<UUID> productIds() {
        return lines.stream().map(Line::productId).collect(Collectors.toSet());
    }

    /** The draft that this order is, to be changed by a merge patch. */
    static DraftDetails of(PurchaseOrder order) {
        PurchaseOrder.Terms terms = order.terms();
        return new DraftDetails(
                terms.supplier().supplierId(),
                terms.warehouseId(),
                terms.exchangeRate(),
                terms.supplierReference(),
                terms.note(),
                order.lines().stream()
                        .map(line -> new Line(
                                line.productId(),
                                line.quantities().ordered(),
                                new Money(line.unitPrice(), terms.currency()),
                                line.taxRate(),
                                line.expectedOn()))
                        .toList());
    }
}
