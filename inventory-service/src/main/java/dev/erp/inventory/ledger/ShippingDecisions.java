package dev.erp.inventory.ledger;

import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.Movement.Document;
import dev.erp.inventory.ledger.Movement.Kind;
import dev.erp.inventory.ledger.Reservation.Line;
import dev.erp.inventory.ledger.Reservation.State;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What of a reserved order leaves the warehouse, and what comes back. */
final class ShippingDecisions {

    private final StockRoom room;

    ShippingDecisions(StockRoom room) {
        this.room = room;
    }

    /** Reserved goods leave, whole shipments or nothing of them; what was booked before is told again. */
    void issue(Reservation known, SalesOrderEvent.ShipmentRequested shipment, Origin origin) {
        Map<UUID, Quantity> wanted = SalesOrderEvent.sums(shipment.lines());
        if (!room.documents().isBooked(shipment.shipmentId(), shipment.orderId())) {
            List<Shortage> shortages = shortages(known, wanted);
            if (!shortages.isEmpty()) {
                String reason = known.isOpen() || known.state() == State.FULFILLED
                        ? "not_reserved"
                        : "reservation_" + known.state().code();
                room.announce(
                        known,
                        new ReservationEvent.IssueRefused(
                                known.orderId(), known.orderNumber(), shipment.shipmentId(), reason, shortages),
                        origin);
                return;
            }
            Document document = new Document("shipment", shipment.shipmentId());
            for (var goes : wanted.entrySet()) {
                Shelf shelf = room.shelf(new Place(goes.getKey(), known.warehouseId()))
                        .orElseThrow();
                BigDecimal worth = shelf.issue(goes.getValue(), document, origin);
                known = known.with(goes.getKey(), line -> line.issuing(goes.getValue(), worth));
            }
            room.documents().book(shipment.shipmentId(), known.orderId(), OrderDocuments.SHIPMENT);
        }
        List<ReservationEvent.Line> lines = told(known, wanted);
        UUID id = shipment.shipmentId();
        Reservation after = room.announce(
                known, new ReservationEvent.Issued(known.orderId(), known.orderNumber(), id, lines), origin);
        if (after.state() == State.FULFILLED) {
            room.announce(
                    after, new ReservationEvent.Fulfilled(after.orderId(), after.orderNumber(), id, lines), origin);
        }
    }

    private static List<Shortage> shortages(Reservation known, Map<UUID, Quantity> wanted) {
        List<Shortage> shortages = new ArrayList<>();
        wanted.forEach((productId, quantity) -> {
            Optional<Line> line = known.line(productId);
            Quantity held = known.isOpen() ? line.map(Line::held).orElse(Quantity.ZERO) : Quantity.ZERO;
            if (held.compareTo(quantity) < 0) {
                shortages.add(new Shortage(productId, line.map(Line::sku).orElse(null), quantity, held));
            }
        });
        return shortages;
    }

    private static List<ReservationEvent.Line> told(Reservation known, Map<UUID, Quantity> quantities) {
        return quantities.entrySet().stream()
                .map(one -> new ReservationEvent.Line(
                        one.getKey(), line(known, one.getKey()).sku(), one.getValue()))
                .toList();
    }

    private static Line line(Reservation known, UUID productId) {
        return known.line(productId)
                .orElseThrow(() -> new InvalidEventException("the order never had product " + productId));
    }

    /** What comes back is worth what it was worth when it left. */
    void restock(Reservation known, SalesOrderEvent.Returned returned, Origin origin) {
        List<ReservationEvent.Returned> lines = new ArrayList<>();
        Set<Place> risen = new LinkedHashSet<>();
        boolean fresh = !room.documents().isBooked(returned.returnId(), returned.orderId());
        for (SalesOrderEvent.Line back : returned.lines()) {
            Line line = line(known, back.productId());
            lines.add(new ReservationEvent.Returned(
                    line.productId(), line.sku(), back.quantity(), back.isRestocked() ? "restock" : "scrap"));
            if (!fresh) {
                continue;
            }
            BigDecimal worth = worth(line, back.quantity());
            known = known.with(line.productId(), one -> one.returning(back.quantity(), worth));
            if (back.isRestocked()) {
                Place place = new Place(line.productId(), known.warehouseId());
                room.shelf(place)
                        .orElseThrow()
                        .bring(
                                Kind.RETURN,
                                StockEvent.Type.RETURNED,
                                back.quantity(),
                                worth,
                                new Why(new Document("return", returned.returnId()), null, "goods_returned", origin));
                risen.add(place);
            }
        }
        if (fresh) {
            room.documents().book(returned.returnId(), known.orderId(), OrderDocuments.RETURN);
        }
        room.announce(
                known,
                new ReservationEvent.Restocked(known.orderId(), known.orderNumber(), returned.returnId(), lines),
                origin);
        room.fill(risen, origin);
    }

    private static BigDecimal worth(Line line, Quantity back) {
        Quantity out = line.issued().minus(line.returned());
        if (back.compareTo(out) > 0) {
            throw new InvalidEventException("of product " + line.productId() + " only " + out + " are out");
        }
        return back.compareTo(out) == 0
                ? line.cost()
                : line.cost().multiply(back.value()).divide(out.value(), Shelf.VALUE_DECIMALS, RoundingMode.HALF_UP);
    }
}
