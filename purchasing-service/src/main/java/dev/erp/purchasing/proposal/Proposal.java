package dev.erp.purchasing.proposal;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to order from one supplier for one warehouse.
 *
 * @param supplierId missing, with number and name, for products that no active supplier sells
 */
@Schema(name = "PurchaseProposal")
record Proposal(
        @Schema(example = "0193f2c4-3c00-7b21-9c14-7a4f1e2d8b01") @Nullable
        UUID supplierId,

        @Schema(example = "V-000004") @Nullable String supplierNumber,
        @Schema(example = "Rösterei Hansen GmbH") @Nullable String supplierName,

        @Schema(example = "0193f2c4-4a10-7e55-8b20-1c9d7f3e5a01") @Nullable
        UUID warehouseId,

        List<Line> lines,

        @Schema(example = "EUR 456.00", description = "Without tax; missing without a supplier") @Nullable
        Money net) {

    @Schema(name = "PurchaseProposalLine")
    record Line(
            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
            UUID productId,

            @Schema(example = "COF-ESP-1000") String sku,
            @Schema(example = "Espresso beans, 1 kg") String name,
            @Schema(example = "piece") String unit,

            @Schema(example = "7", description = "As last heard")
            Quantity available,

            @Schema(example = "0", description = "Owed by suppliers; drafts count")
            Quantity onOrder,

            @Schema(example = "40") Quantity reorderLevel,

            @Schema(example = "40", description = "Proposed to buy")
            Quantity quantity,

            @Schema(example = "HAN-4711-A") @Nullable String supplierSku,
            @Schema(example = "EUR 11.40") @Nullable Money unitPrice) {}

    /** What is listed: all at once, for who orders wants to see all. */
    @Schema(name = "PurchaseProposals")
    record All(List<Proposal> items) {}

    private record Group(UUID supplierId, UUID warehouseId) {}

    /** By supplier and warehouse, in the order in which these occur first; what is on its way already is left out. */
    static List<Proposal> of(List<Shortage> shortages) {
        Map<Group, List<Shortage>> groups = new LinkedHashMap<>();
        for (Shortage shortage : shortages) {
            if (shortage.proposed().isPositive()) {
                UUID supplier =
                        shortage.offer() == null ? null : shortage.offer().supplierId();
                groups.computeIfAbsent(new Group(supplier, shortage.warehouseId()), group -> new ArrayList<>())
                        .add(shortage);
            }
        }
        return groups.values().stream().map(Proposal::from).toList();
    }

    private static Proposal from(List<Shortage> group) {
        Shortage first = group.getFirst();
        Shortage.Offer offer = first.offer();
        List<Line> lines = group.stream().map(Proposal::line).toList();
        return new Proposal(
                offer == null ? null : offer.supplierId(),
                offer == null ? null : offer.number(),
                offer == null ? null : offer.name(),
                first.warehouseId(),
                lines,
                offer == null
                        ? null
                        : lines.stream()
                                .map(line -> Money.rounded(
                                        line.unitPrice()
                                                .amount()
                                                .multiply(line.quantity().value()),
                                        offer.currency()))
                                .reduce(Money.zero(offer.currency()), Money::plus));
    }

    private static Line line(Shortage shortage) {
        Shortage.Offer offer = shortage.offer();
        return new Line(
                shortage.productId(),
                shortage.sku(),
                shortage.name(),
                shortage.unit(),
                new Quantity(shortage.available()),
                new Quantity(shortage.onOrder()),
                new Quantity(shortage.reorderLevel()),
                shortage.proposed(),
                offer == null ? null : offer.supplierSku(),
                offer == null ? null : new Money(offer.price(), offer.currency()));
    }
}
