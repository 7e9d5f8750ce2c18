package dev.erp.inventory.ledger;

import dev.erp.chassis.event.EventJson;
import dev.erp.inventory.ledger.Reservation.Line;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The parts of a statement that write reservations, their lines, and what waits. */
final class ReservationRows {

    private record OrderLine(UUID orderId, UUID warehouseId, Line line, Optional<Line> before) {
        boolean waits() {
            return line.waiting().isPositive();
        }

        boolean waited() {
            return before.map(one -> one.waiting().isPositive()).orElse(false);
        }
    }

    private final Changes changes;
    private final StatementParts parts;

    ReservationRows(Changes changes, StatementParts parts) {
        this.changes = changes;
        this.parts = parts;
    }

    void add() {
        // by order id: rows of two sets are then written in the same order
        List<Reservation> after = changes.after().values().stream()
                .sorted(Comparator.comparing(Reservation::orderId))
                .toList();
        List<Reservation> created = new ArrayList<>();
        List<Reservation> changed = new ArrayList<>();
        List<OrderLine> newLines = new ArrayList<>();
        List<OrderLine> lines = new ArrayList<>();
        for (Reservation reservation : after) {
            Reservation known = changes.before().get(reservation.orderId());
            if (reservation.equals(known)) {
                continue;
            }
            (known == null ? created : changed).add(reservation);
            reservation.lines().forEach(line -> (known == null ? newLines : lines)
                    .add(new OrderLine(
                            reservation.orderId(),
                            reservation.warehouseId(),
                            line,
                            known == null ? Optional.empty() : known.line(line.productId()))));
        }
        create(created);
        change(changed);
        createLines(newLines);
        changeLines(lines.stream().filter(ReservationRows::hasNewQuantities).toList());
        lines.addAll(newLines);
        backOrders(lines);
    }

    private static boolean hasNewQuantities(OrderLine one) {
        Line before = one.before().orElseThrow();
        return !one.line().quantity().equals(before.quantity())
                || !one.line().issued().equals(before.issued())
                || !one.line().returned().equals(before.returned());
    }

    private void create(List<Reservation> created) {
        if (created.isEmpty()) {
            return;
        }
        parts.add("created", """
                INSERT INTO reservation (order_id, order_number, warehouse_id, state, reason, shortages, reserve_until, version,
                                         decided_at, updated_at)
                SELECT order_id, order_number, coalesce(warehouse_id, (SELECT id FROM warehouse WHERE is_default)), state,
                       reason, shortages::jsonb, reserve_until, version, :now, :now
                  FROM unnest(:orders::uuid[], :numbers::text[], :orderWarehouses::uuid[], :states::text[], :reasons::text[],
                              :shortages::text[], :limits::timestamptz[], :versions::bigint[])
                       AS made (order_id, order_number, warehouse_id, state, reason, shortages, reserve_until, version)
                """);
        parts.put("orders", created, Reservation::orderId, UUID[]::new);
        parts.put("numbers", created, Reservation::orderNumber, String[]::new);
        parts.put("orderWarehouses", created, Reservation::warehouseId, UUID[]::new);
        parts.put("states", created, reservation -> reservation.state().code(), String[]::new);
        parts.put("reasons", created, ReservationRows::reason, String[]::new);
        parts.put("shortages", created, ReservationRows::shortages, String[]::new);
        parts.put(
                "limits",
                created,
                one -> one.reserveUntil() == null ? null : one.reserveUntil().atOffset(ZoneOffset.UTC),
                java.time.OffsetDateTime[]::new);
        parts.put("versions", created, Reservation::version, Long[]::new);
    }

    private void change(List<Reservation> changed) {
        if (changed.isEmpty()) {
            return;
        }
        parts.add("changed", """
                UPDATE reservation
                   SET state = change.state, reason = change.reason, version = change.version, updated_at = :now
                  FROM unnest(:changedOrders::uuid[], :changedStates::text[], :changedReasons::text[], :changedVersions::bigint[])
                       AS change (order_id, state, reason, version)
                 WHERE reservation.order_id = change.order_id
                """);
        parts.put("changedOrders", changed, Reservation::orderId, UUID[]::new);
        parts.put("changedStates", changed, reservation -> reservation.state().code(), String[]::new);
        parts.put("changedReasons", changed, ReservationRows::reason, String[]::new);
        parts.put("changedVersions", changed, Reservation::version, Long[]::new);
    }

    private void createLines(List<OrderLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        boolean plain = lines.stream().noneMatch(one -> one.line().issued().isPositive());
        parts.add("lined", plain ? """
                INSERT INTO reservation_line (order_id, product_id, quantity)
                SELECT * FROM unnest(:lineOrders::uuid[], :lineProducts::uuid[], :lineQuantities::numeric[])
                """ : """
                INSERT INTO reservation_line (order_id, product_id, quantity, issued, returned, cost)
                SELECT * FROM unnest(:lineOrders::uuid[], :lineProducts::uuid[], :lineQuantities::numeric[],
                                     :lineIssued::numeric[], :lineReturned::numeric[], :lineCosts::numeric[])
                """);
        parts.put("lineOrders", lines, OrderLine::orderId, UUID[]::new);
        parts.put("lineProducts", lines, one -> one.line().productId(), UUID[]::new);
        parts.put("lineQuantities", lines, one -> one.line().quantity().value(), BigDecimal[]::new);
        if (!plain) {
            parts.put("lineIssued", lines, one -> one.line().issued().value(), BigDecimal[]::new);
            parts.put("lineReturned", lines, one -> one.line().returned().value(), BigDecimal[]::new);
            parts.put("lineCosts", lines, one -> one.line().cost(), BigDecimal[]::new);
        }
    }

    private void changeLines(List<OrderLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        parts.add("relined", """
                UPDATE reservation_line AS line
                   SET quantity = change.quantity, issued = change.issued, returned = change.returned, cost = change.cost
                  FROM unnest(:changedLineOrders::uuid[], :changedLineProducts::uuid[], :changedQuantities::numeric[],
                              :changedIssued::numeric[], :changedReturned::numeric[], :changedCosts::numeric[])
                       AS change (order_id, product_id, quantity, issued, returned, cost)
                 WHERE line.order_id = change.order_id AND line.product_id = change.product_id
                """);
        parts.put("changedLineOrders", lines, OrderLine::orderId, UUID[]::new);
        parts.put("changedLineProducts", lines, one -> one.line().productId(), UUID[]::new);
        parts.put("changedQuantities", lines, one -> one.line().quantity().value(), BigDecimal[]::new);
        parts.put("changedIssued", lines, one -> one.line().issued().value(), BigDecimal[]::new);
        parts.put("changedReturned", lines, one -> one.line().returned().value(), BigDecimal[]::new);
        parts.put("changedCosts", lines, one -> one.line().cost(), BigDecimal[]::new);
    }

    private void backOrders(List<OrderLine> lines) {
        List<OrderLine> gone =
                lines.stream().filter(one -> one.waited() && !one.waits()).toList();
        if (!gone.isEmpty()) {
            parts.add("served", """
                    DELETE FROM back_order
                     USING unnest(:servedOrders::uuid[], :servedProducts::uuid[]) AS gone (order_id, product_id)
                     WHERE back_order.order_id = gone.order_id AND back_order.product_id = gone.product_id
                    """);
            parts.put("servedOrders", gone, OrderLine::orderId, UUID[]::new);
            parts.put("servedProducts", gone, one -> one.line().productId(), UUID[]::new);
        }
        List<OrderLine> waiting = lines.stream()
                .filter(one -> one.waits()
                        && !one.before()
                                .map(Line::waiting)
                                .equals(Optional.of(one.line().waiting())))
                .toList();
        if (!waiting.isEmpty()) {
            parts.add("queued", """
                    INSERT INTO back_order (order_id, product_id, warehouse_id, quantity, position)
                    SELECT * FROM unnest(:waitingOrders::uuid[], :waitingProducts::uuid[], :waitingWarehouses::uuid[],
                                         :waitingQuantities::numeric[], :positions::bigint[])
                    ON CONFLICT (order_id, product_id) DO UPDATE SET quantity = excluded.quantity
                    """);
            parts.put("waitingOrders", waiting, OrderLine::orderId, UUID[]::new);
            parts.put("waitingProducts", waiting, one -> one.line().productId(), UUID[]::new);
            parts.put("waitingWarehouses", waiting, OrderLine::warehouseId, UUID[]::new);
            parts.put("waitingQuantities", waiting, one -> one.line().waiting().value(), BigDecimal[]::new);
            parts.put("positions", waiting, one -> one.line().position(), Long[]::new);
        }
    }

    private static String reason(Reservation reservation) {
        return reservation.reason() == null ? null : reservation.reason().code();
    }

    private static String shortages(Reservation reservation) {
        return reservation.shortages().isEmpty() ? null : EventJson.write(reservation.shortages());
    }
}
