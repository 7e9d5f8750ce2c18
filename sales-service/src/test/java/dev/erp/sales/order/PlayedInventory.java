package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.StockReply.ReservationWaiting.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Inventory as one order meets it: a back-order, filled when stock comes. It hears and answers in order, as one key does. */
final class PlayedInventory {

    private static final Quantity START = Quantity.of(5);

    private final List<Line> lines;
    private final Deque<SalesOrderEvent> heard = new ArrayDeque<>();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Quantity> free = new ArrayList<>();
    private final List<Quantity> asked = new ArrayList<>();
    private final List<Quantity> held = new ArrayList<>();
    private final List<Quantity> issued = new ArrayList<>();
    private UUID order;
    private boolean waiting;

    PlayedInventory(List<Line> lines) {
        this.lines = lines;
        lines.forEach(line -> {
            free.add(START);
            asked.add(Quantity.ZERO);
            held.add(Quantity.ZERO);
            issued.add(Quantity.ZERO);
        });
    }

    void tell(SalesOrderEvent event) {
        heard.add(event);
    }

    Optional<Reply> nextReply() {
        return Optional.ofNullable(replies.poll());
    }

    Quantity issued(int line) {
        return issued.get(line - 1);
    }

    Quantity reservedOrIssued(int line) {
        return held.get(line - 1).plus(issued.get(line - 1));
    }

    /** Handles the next event; false when there is none. */
    boolean hear() {
        SalesOrderEvent event = heard.poll();
        if (event == null) {
            return false;
        }
        switch (event) {
            case SalesOrderEvent.Placed placed -> {
                order = placed.document().orderId();
                for (Line line : lines) {
                    asked.set(line.line() - 1, line.quantity());
                }
                take();
                answer("insufficient_stock");
            }
            case SalesOrderEvent.Reduced reduced -> reduce(reduced.lines());
            case SalesOrderEvent.Cancelled _ -> {
                for (int i = 0; i < lines.size(); i++) {
                    free.set(i, free.get(i).plus(held.get(i)));
                    held.set(i, Quantity.ZERO);
                    asked.set(i, issued.get(i));
                }
                waiting = false;
                replies.add(new StockReply.ReservationReleased(order, "order_cancelled"));
            }
            case SalesOrderEvent.ShipmentRequested shipment -> issue(shipment);
            case SalesOrderEvent.Returned returned ->
                replies.add(new StockReply.GoodsRestocked(order, returned.returnId()));
            default -> {
                // of no interest here
            }
        }
        return true;
    }

    private void reduce(List<LineQuantity> less) {
        for (LineQuantity line : less) {
            int i = line.line() - 1;
            asked.set(i, asked.get(i).minus(line.quantity()));
            Quantity most = asked.get(i).minus(issued.get(i));
            if (held.get(i).compareTo(most) > 0) {
                free.set(i, free.get(i).plus(held.get(i).minus(most)));
                held.set(i, most);
            }
        }
        replies.add(new StockReply.ReservationReduced(order));
        fill();
    }

    private void issue(SalesOrderEvent.ShipmentRequested shipment) {
        boolean there = shipment.lines().stream()
                .allMatch(line -> held.get(line.line() - 1).compareTo(line.quantity()) >= 0);
        if (!there) {
            replies.add(new StockReply.IssueRefused(order, shipment.shipmentId(), "not_reserved", null));
            return;
        }
        for (LineQuantity line : shipment.lines()) {
            held.set(line.line() - 1, held.get(line.line() - 1).minus(line.quantity()));
            issued.set(line.line() - 1, issued.get(line.line() - 1).plus(line.quantity()));
        }
        replies.add(new StockReply.GoodsIssued(order, shipment.shipmentId()));
    }

    void stockArrives(int line, Quantity quantity) {
        free.set(line - 1, free.get(line - 1).plus(quantity));
        if (waiting && order != null && take()) {
            answer("insufficient_stock");
        }
    }

    /** Somebody says that others need it more. */
    void givesWay(int line, Quantity quantity) {
        int i = line - 1;
        if (order != null && held.get(i).compareTo(quantity) >= 0) {
            held.set(i, held.get(i).minus(quantity));
            waiting = true;
            replies.add(levels("gave_way"));
        }
    }

    private void fill() {
        if (waiting && (take() || isWhole())) {
            answer("insufficient_stock");
        }
    }

    private boolean take() {
        boolean taken = false;
        for (int i = 0; i < lines.size(); i++) {
            Quantity missing = asked.get(i).minus(held.get(i)).minus(issued.get(i));
            Quantity more = missing.compareTo(free.get(i)) <= 0 ? missing : free.get(i);
            taken |= more.isPositive();
            held.set(i, held.get(i).plus(more));
            free.set(i, free.get(i).minus(more));
        }
        return taken;
    }

    private boolean isWhole() {
        for (int i = 0; i < lines.size(); i++) {
            if (!held.get(i).plus(issued.get(i)).equals(asked.get(i))) {
                return false;
            }
        }
        return true;
    }

    private void answer(String reason) {
        waiting = !isWhole();
        replies.add(waiting ? levels(reason) : new StockReply.ReservationConfirmed(order));
    }

    private Reply levels(String reason) {
        return new StockReply.ReservationWaiting(
                order,
                reason,
                lines.stream()
                        .map(line -> {
                            int i = line.line() - 1;
                            return new Level(
                                    line.productId(),
                                    line.sku(),
                                    held.get(i),
                                    asked.get(i).minus(held.get(i)).minus(issued.get(i)));
                        })
                        .toList());
    }
}
