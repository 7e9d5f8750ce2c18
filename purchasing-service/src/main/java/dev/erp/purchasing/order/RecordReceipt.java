package dev.erp.purchasing.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * Goods that came, as a client counts them.
 *
 * @param deliveryNote the supplier's number for the delivery
 */
record RecordReceipt(
        @NotNull(message = "must be given: 1 to 500 lines")
        @Size(min = 1, max = 500, message = "must have 1 to 500 lines")
        List<@NotNull(message = "must not be null") @Valid CountedLine> lines,

        @Schema(example = "LS-88120") @Size(min = 1, max = 100, message = "must have 1 to 100 characters") @PlainText
        String deliveryNote,

        @Schema(example = "One bag torn")
        @Size(min = 1, max = 1000, message = "must have 1 to 1000 characters")
        @PlainText
        String note) {

    /**
     * What came of a line.
     *
     * @param accepted kept: goes into stock and onto the bill
     * @param rejected sent back at the door: still owed
     */
    @Schema(name = "CountedPurchaseOrderLine")
    record CountedLine(
            @Schema(example = "1")
            @NotNull(message = "must be given")
            @Min(value = 1, message = "must be 1 to 500")
            @Max(value = 500, message = "must be 1 to 500")
            Integer line,

            @Schema(example = "24", minimum = "0", maximum = "1000000", defaultValue = "0")
            @Amount(orNothing = true, message = "must be 0 to 1,000,000")
            Quantity accepted,

            @Schema(example = "1", minimum = "0", maximum = "1000000", defaultValue = "0")
            @Amount(orNothing = true, message = "must be 0 to 1,000,000")
            Quantity rejected) {

        CountedLine {
            accepted = accepted == null ? Quantity.ZERO : accepted;
            rejected = rejected == null ? Quantity.ZERO : rejected;
        }
    }

    Receiving.Delivery delivery(UUID receiptId) {
        return new Receiving.Delivery(
                receiptId,
                null,
                lines.stream()
                        .map(line -> new Receiving.Counted(line.line(), line.accepted(), line.rejected()))
                        .toList(),
                deliveryNote,
                note,
                null);
    }
}
