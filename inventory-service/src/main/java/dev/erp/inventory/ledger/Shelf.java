package dev.erp.inventory.ledger;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.persistence.Ids;
import dev.erp.inventory.ledger.Movement.Document;
import dev.erp.inventory.ledger.Movement.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The stock of a product in a warehouse while a set of changes is decided: what there is now, the movements that led here, and the
 * events that tell of them. Its value is kept exactly; the moving average follows from it.
 */
final class Shelf {

    static final int VALUE_DECIMALS = 4;

    private final StockItem item;
    private final List<Movement> movements = new ArrayList<>();
    private final StockEvents events = new StockEvents(this);
    private StockLevel level;
    private Quantity waiting;
    private BigDecimal value;
    private Origin last;

    Shelf(StockItem item) {
        this.item = item;
        this.level = item.level();
        this.waiting = item.waiting();
        this.value = item.value();
    }

    StockItem item() {
        return item;
    }

    StockLevel level() {
        return level;
    }

    Quantity available() {
        return level.available();
    }

    Quantity waiting() {
        return waiting;
    }

    BigDecimal value() {
        return value;
    }

    List<Movement> movements() {
        return movements;
    }

    void reserve(Quantity quantity, UUID order, Origin origin) {
        move(Kind.RESERVATION, Quantity.ZERO, quantity, null, new Document("sales_order", order), null, origin);
    }

    void release(Quantity quantity, UUID order, Origin origin) {
        move(Kind.RELEASE, Quantity.ZERO, negative(quantity), null, new Document("sales_order", order), null, origin);
    }

    /** So much more is waited for. */
    void await(Quantity quantity) {
        waiting = waiting.plus(quantity);
    }

    void awaitNoMore(Quantity quantity) {
        waiting = waiting.minus(quantity);
    }

    /** Reserved goods leave. @return their value */
    BigDecimal issue(Quantity quantity, Document document, Origin origin) {
        events.note(StockEvent.Type.ISSUED, negative(quantity), "order_shipped", origin);
        BigDecimal worth = worth(quantity);
        move(Kind.ISSUE, negative(quantity), negative(quantity), worth.negate(), document, null, origin);
        return worth;
    }

    /** Goods come. @param worth their value */
    UUID bring(Kind kind, StockEvent.Type type, Quantity quantity, BigDecimal worth, Why why) {
        events.note(type, quantity, why.reason(), why.origin());
        return move(kind, quantity, Quantity.ZERO, worth, why.document(), why.said(), why.origin());
    }

    /** Goods that nobody was promised go. @param worth at most this much of the value goes with them; all of it with the last piece */
    UUID take(Kind kind, StockEvent.Type type, Quantity quantity, BigDecimal worth, Why why) {
        events.note(type, negative(quantity), why.reason(), why.origin());
        BigDecimal goes = quantity.compareTo(level.onHand()) == 0 ? value : worth.min(value);
        return move(kind, negative(quantity), Quantity.ZERO, goes.negate(), why.document(), why.said(), why.origin());
    }

    /** What was counted is what was known. */
    UUID countedRight(Why why) {
        events.note(StockEvent.Type.COUNTED, Quantity.ZERO, why.reason(), why.origin());
        return move(Kind.COUNT, Quantity.ZERO, Quantity.ZERO, null, why.document(), why.said(), why.origin());
    }

    /** The value of so many of the pieces that are there, at the moving average. */
    BigDecimal worth(Quantity quantity) {
        if (quantity.compareTo(level.onHand()) == 0) {
            return value;
        }
        if (!level.onHand().isPositive()) {
            return BigDecimal.ZERO;
        }
        return value.multiply(quantity.value()).divide(level.onHand().value(), VALUE_DECIMALS, RoundingMode.HALF_UP);
    }

    /** Of one piece; null when there is none. */
    BigDecimal averageCost() {
        return unitCost(value, level.onHand());
    }

    static BigDecimal unitCost(BigDecimal worth, Quantity quantity) {
        return quantity.isPositive() ? worth.divide(quantity.value(), VALUE_DECIMALS, RoundingMode.HALF_UP) : null;
    }

    boolean isLow() {
        return available().compareTo(item.reorderLevel()) < 0;
    }

    /** Whether it is known, or now told, that it is low. */
    boolean isToldLow() {
        return isLow() && (item.low() || last != null);
    }

    /** Less may be available than should be, though nothing has moved: the level is another one, or the place is new. */
    void checkLevel(Origin origin) {
        if (last == null) {
            last = origin;
        }
    }

    /** Whether its row is to be written; asked after its events. */
    boolean isChanged() {
        return !level.equals(item.level())
                || !waiting.equals(item.waiting())
                || value.compareTo(item.value()) != 0
                || isToldLow() != item.low()
                || !events.all(last).isEmpty();
    }

    /** What is to be told of it, the fall below the reorder level last. */
    List<StockEvents.Told> events() {
        return events.all(last);
    }

    private UUID move(
            Kind kind,
            Quantity onHandChange,
            Quantity reservedChange,
            BigDecimal valueChange,
            Document document,
            String reason,
            Origin origin) {
        BigDecimal worth =
                valueChange == null ? BigDecimal.ZERO : valueChange.setScale(VALUE_DECIMALS, RoundingMode.HALF_UP);
        Movement movement = new Movement(
                Ids.next(),
                item.place(),
                kind,
                onHandChange,
                reservedChange,
                valueChange == null
                        ? null
                        : unitCost(
                                worth.abs(), new Quantity(onHandChange.value().abs())),
                worth,
                document,
                reason,
                origin.actor().id());
        movements.add(movement);
        level = level.changedBy(onHandChange, reservedChange);
        value = value.add(worth);
        last = origin;
        return movement.id();
    }

    static Quantity negative(Quantity quantity) {
        return Quantity.ZERO.minus(quantity);
    }
}
