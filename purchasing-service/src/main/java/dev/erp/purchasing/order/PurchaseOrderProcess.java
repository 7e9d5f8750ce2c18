package dev.erp.purchasing.order;

import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands and how it came there.
 *
 * @param waitingFor {@code approval} (somebody who may), {@code goods} (the supplier), {@code stock} (inventory), {@code bill} (finance);
 *     empty when it waits for nobody
 * @param attention of the receipts that ask for it, the one that has for longest
 */
record PurchaseOrderProcess(
        @Schema(example = "0193f2c4-6d2a-7b44-9e10-5a3c8f7d2b01")
        UUID purchaseOrderId,

        @Schema(example = "partly_received") PurchaseOrderStatus status,
        List<Step> steps,

        @Schema(
                example = "[\"goods\", \"bill\"]",
                description = "Any of approval, goods (the supplier), stock (inventory), bill (finance)")
        List<String> waitingFor,

        PurchaseOrderView.@Nullable Attention attention) {

    /**
     * @param state of the order after the step
     * @param entry what kind of entry it is in the ledger of quantities; missing when no quantity moved
     */
    @Schema(name = "PurchaseOrderStep")
    record Step(
            @Schema(example = "2026-11-09T07:40:11.391027Z") Instant at,
            @Schema(example = "stock_booked") String step,
            @Schema(example = "partly_received") PurchaseOrderStatus state,

            @Schema(example = "receipt GR-2026-000012: in stock")
            String detail,

            @Schema(example = "0193f2c4-7a31-7c02-8d55-3b9e1f6a4c01") @Nullable
            UUID receiptId,

            @Schema(example = "booked") @Nullable Entry entry,
            @Nullable List<LineEntry> quantities) {}

    /** So much of a line. */
    @Schema(name = "PurchaseOrderLineEntry")
    record LineEntry(
            @Schema(example = "1") int line,
            @Schema(example = "24") Quantity quantity) {}

    static List<LineEntry> entries(List<Quantity> quantities) {
        List<LineEntry> entries = new ArrayList<>();
        for (int i = 0; i < quantities.size(); i++) {
            if (quantities.get(i).isPositive()) {
                entries.add(new LineEntry(i + 1, quantities.get(i)));
            }
        }
        return entries;
    }

    static PurchaseOrderProcess of(PurchaseOrder order, List<Step> steps) {
        return new PurchaseOrderProcess(
                order.id(), order.status(), steps, waitingFor(order), PurchaseOrderView.Attention.of(order.receipts()));
    }

    static List<String> waitingFor(PurchaseOrder order) {
        List<String> parties = new ArrayList<>();
        switch (order.status()) {
            case SUBMITTED -> parties.add("approval");
            case APPROVED, PARTLY_RECEIVED -> {
                if (order.lines().stream()
                        .anyMatch(line -> line.quantities().open().isPositive())) {
                    parties.add("goods");
                }
            }
            case DRAFT, RECEIVED, BILLED, COMPLETED, CANCELLED -> {
                // whatever its receipts wait for
            }
        }
        for (Receipt.Party party : Receipt.Party.values()) {
            if (order.receipts().stream().anyMatch(receipt -> receipt.waitsFor() == party)) {
                parties.add(party.code());
            }
        }
        return parties;
    }
}
