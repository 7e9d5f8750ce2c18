package dev.erp.sales.order;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What clients see of returns. */
@Schema(name = "SalesReturn")
record SalesReturnView(
        @Schema(example = "0193f2c4-7d30-7c52-8e77-41818e3e0c25")
        UUID id,

        @Schema(example = "RET-2026-000002") String number,

        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03")
        UUID orderId,

        @Schema(example = "restocked") SalesReturn.State status,
        @Schema(example = "wrong colour") String reason,

        @Schema(description = "The invoice that the goods are on") @Nullable
        UUID invoiceId,

        @Schema(description = "The credit note, when finance has drafted it") @Nullable
        UUID creditNoteId,

        List<Line> lines,
        @Schema(example = "EUR 37.80") Money net,
        @Schema(example = "EUR 2.65") Money tax,
        @Schema(example = "EUR 40.45") Money gross,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
        String enteredBy,

        @Schema(example = "2026-11-09T10:00:00Z") Instant enteredAt) {

    /** The amounts are its share of those of the order's line. */
    @Schema(name = "SalesReturnLine")
    record Line(
            @Schema(example = "1") int line,

            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
            UUID productId,

            @Schema(example = "COF-ESP-1000") String sku,
            @Schema(example = "2") Quantity quantity,
            @Schema(example = "restock") SalesReturn.Disposition disposition,
            @Schema(example = "EUR 37.80") Money net,
            @Schema(example = "7.00") BigDecimal taxRate,
            @Schema(example = "EUR 2.65") Money tax,
            @Schema(example = "EUR 40.45") Money gross) {}

    static SalesReturnView of(SalesReturn goods, Currency currency) {
        BigDecimal net = Returning.sum(goods, SalesReturn.Line::net);
        BigDecimal tax = Returning.sum(goods, SalesReturn.Line::tax);
        return new SalesReturnView(
                goods.id(),
                goods.number(),
                goods.orderId(),
                goods.state(),
                goods.reason(),
                goods.invoiceId(),
                goods.creditNoteId(),
                goods.lines().stream()
                        .map(line -> new Line(
                                line.line(),
                                line.productId(),
                                line.sku(),
                                line.quantity(),
                                line.disposition(),
                                new Money(line.net(), currency),
                                line.taxRate(),
                                new Money(line.tax(), currency),
                                new Money(line.gross(), currency)))
                        .toList(),
                new Money(net, currency),
                new Money(tax, currency),
                new Money(net.add(tax), currency),
                goods.enteredBy(),
                goods.enteredAt());
    }
}
