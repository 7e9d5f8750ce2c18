package dev.erp.inventory.ledger;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import java.util.ArrayList;
import java.util.List;

/** The events that tell of what happens on a shelf: movements of one type in a row are one event. */
final class StockEvents {

    /** An event with what it comes from. */
    record Told(StockEvent event, Origin origin) {}

    private record Run(StockEvent.Type type, StockLevel before, Quantity change, String reason, Origin origin) {}

    private final Shelf shelf;
    private final List<Told> events = new ArrayList<>();
    private Run run;
    private boolean toldThatItIsLow;

    StockEvents(Shelf shelf) {
        this.shelf = shelf;
    }

    /** Called before the movement is made. */
    void note(StockEvent.Type type, Quantity change, String reason, Origin origin) {
        if (run != null && run.type() == type) {
            run = new Run(type, run.before(), run.change().plus(change), run.reason(), run.origin());
            return;
        }
        close();
        run = new Run(type, shelf.level(), change, reason, origin);
    }

    /**
     * Ends the run; the fall below the reorder level comes last, and once.
     *
     * @param last who changed the shelf last; null when nobody did
     */
    List<Told> all(Origin last) {
        close();
        if (!toldThatItIsLow && shelf.isLow() && !shelf.item().low() && last != null) {
            toldThatItIsLow = true;
            events.add(new Told(fall(), last));
        }
        return events;
    }

    private StockEvent fall() {
        StockItem item = shelf.item();
        return new StockEvent.BelowReorderLevel(
                item.place().productId(),
                item.sku(),
                item.stockId(),
                item.place().warehouseId(),
                item.warehouseCode(),
                shelf.level().onHand(),
                shelf.level().reserved(),
                shelf.available(),
                item.reorderLevel(),
                item.reorderQuantity());
    }

    private void close() {
        if (run == null) {
            return;
        }
        StockItem item = shelf.item();
        StockEvent event = new StockEvent.Changed(
                run.type(),
                item.place().productId(),
                item.sku(),
                item.stockId(),
                item.place().warehouseId(),
                item.warehouseCode(),
                run.change(),
                run.reason(),
                shelf.level().onHand(),
                shelf.level().reserved(),
                shelf.available(),
                shelf.averageCost(),
                shelf.value(),
                run.before());
        events.add(new Told(event, run.origin()));
        run = null;
    }
}
