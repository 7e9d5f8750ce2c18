package dev.erp.inventory.receipt;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.inventory.ledger.ReceiptDecisions;
import dev.erp.inventory.ledger.Shortage;
import dev.erp.inventory.ledger.StockRoom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Decides what purchasing tells, one after the other as it arrived. */
final class ReceiptSet {

    private static final String UNKNOWN_RECEIPT = "unknown_receipt";

    private final StockRoom room;
    private final ReceiptDecisions stock;
    private final Map<UUID, Receipt> receipts = new HashMap<>();
    private final Map<UUID, Receipt> changed = new LinkedHashMap<>();
    private final List<Arrived> arrived = new ArrayList<>();

    /** @param sign 1 when the goods came, -1 when that was taken back */
    record Arrived(UUID purchaseOrderId, PurchaseOrderEvent.Delivery delivery, int sign) {}

    ReceiptSet(StockRoom room, List<Receipt> known) {
        this.room = room;
        this.stock = new ReceiptDecisions(room);
        known.forEach(receipt -> receipts.put(receipt.id(), receipt));
    }

    void decide(PurchaseOrderEvent event, Origin origin) {
        switch (event) {
            case PurchaseOrderEvent.Recorded recorded -> book(recorded, origin);
            case PurchaseOrderEvent.ReversalRequested reversal -> reverse(reversal, origin);
            case PurchaseOrderEvent.Approved approved -> {
                // changes no stock
            }
            case PurchaseOrderEvent.Cancelled cancelled -> {
                // changes no stock
            }
        }
    }

    List<Receipt> changed() {
        return List.copyOf(changed.values());
    }

    List<Arrived> arrived() {
        return arrived;
    }

    /** A receipt that was booked is answered again; one that was refused is tried again: what stood in the way may be gone. */
    private void book(PurchaseOrderEvent.Recorded recorded, Origin origin) {
        Receipt known = receipts.get(recorded.receiptId());
        if (known != null && known.state() != Receipt.State.REFUSED) {
            tell(known.next(known.state()), known.answer(), origin);
            return;
        }
        List<ReceiptDecisions.Delivered> delivered = recorded.lines().stream()
                .filter(line -> line.accepted().isPositive())
                .map(line -> new ReceiptDecisions.Delivered(
                        line.productId(),
                        line.accepted(),
                        line.unitCost() == null ? java.math.BigDecimal.ZERO : line.unitCost()))
                .toList();
        var outcome = stock.receive(recorded.receiptId(), recorded.warehouseId(), delivered, origin);
        Receipt made = new Receipt(
                recorded.receiptId(),
                recorded.purchaseOrderId(),
                outcome.refused() == null ? Receipt.State.BOOKED : Receipt.State.REFUSED,
                outcome.refused(),
                outcome.lines(),
                List.copyOf(outcome.filledOrders()),
                known == null ? 1 : known.version() + 1);
        if (made.state() == Receipt.State.BOOKED) {
            recorded.lines().forEach(line -> arrived.add(new Arrived(recorded.purchaseOrderId(), line, 1)));
        }
        tell(made, made.answer(), origin);
    }

    private void reverse(PurchaseOrderEvent.ReversalRequested wanted, Origin origin) {
        Receipt known = receipts.get(wanted.receiptId());
        if (known == null || known.state() == Receipt.State.REFUSED) {
            // it brought nothing; that is remembered, so that the answers to it have an order
            Receipt noted = known == null
                    ? new Receipt(
                            wanted.receiptId(),
                            wanted.purchaseOrderId(),
                            Receipt.State.REFUSED,
                            UNKNOWN_RECEIPT,
                            List.of(),
                            List.of(),
                            1)
                    : known.next(known.state());
            tell(noted, refusal(wanted, UNKNOWN_RECEIPT, List.of()), origin);
            return;
        }
        if (known.state() == Receipt.State.BOOKED) {
            List<Shortage> shortages = stock.reverse(known.id(), known.lines(), wanted.reason(), origin);
            if (!shortages.isEmpty()) {
                tell(known.next(known.state()), refusal(wanted, "insufficient_stock", shortages), origin);
                return;
            }
            if (wanted.lines() != null) {
                wanted.lines().forEach(line -> arrived.add(new Arrived(wanted.purchaseOrderId(), line, -1)));
            }
        }
        tell(
                known.next(Receipt.State.REVERSED),
                new Receipt.Told.Reversed(known.id(), known.purchaseOrderId(), wanted.reason()),
                origin);
    }

    private static Receipt.Told refusal(
            PurchaseOrderEvent.ReversalRequested wanted, String reason, List<Shortage> shortages) {
        return new Receipt.Told.ReversalRefused(wanted.receiptId(), wanted.purchaseOrderId(), reason, shortages);
    }

    private void tell(Receipt receipt, Receipt.Told told, Origin origin) {
        receipts.put(receipt.id(), receipt);
        changed.put(receipt.id(), receipt);
        room.tell(NewEvent.of(Receipt.TOPIC, told.type(), receipt.id(), receipt.version(), room.now(), origin, told));
    }
}
