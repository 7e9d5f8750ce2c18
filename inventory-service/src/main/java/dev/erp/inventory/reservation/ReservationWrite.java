package dev.erp.inventory.reservation;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.inventory.reservation.Reservation.Line;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Everything that a decided set changes, written in one statement: stock, reservations, their lines, movements, events. */
final class ReservationWrite {

    private static final Actor SERVICE = Actor.service("inventory-service");

    /** @param reservation as it is after this event */
    record Decision(IncomingEvent cause, Reservation reservation) {}

    private record OrderLine(UUID orderId, Line line) {}

    private record Movement(UUID id, UUID orderId, String kind, UUID productId, BigDecimal change) {}

    private final List<NewEvent> events = new ArrayList<>();
    private final List<Movement> movements = new ArrayList<>();
    private final List<OrderLine> lines = new ArrayList<>();
    /** By order id: rows of two sets are then written in the same order. */
    private final Map<UUID, Reservation> created = new TreeMap<>();

    private final Map<UUID, Reservation> released = new TreeMap<>();

    private final Map<UUID, Quantity> stockChanges;
    private final Instant now;

    /** @param stockChanges how much more of each product is reserved */
    ReservationWrite(List<Decision> decisions, Map<UUID, Quantity> stockChanges, Instant now) {
        this.stockChanges = stockChanges;
        this.now = now;
        decisions.forEach(this::add);
    }

    private void add(Decision decision) {
        Reservation reservation = decision.reservation();
        UUID orderId = reservation.orderId();
        switch (reservation.state()) {
            case CONFIRMED -> {
                created.put(orderId, reservation);
                for (Line line : reservation.lines()) {
                    lines.add(new OrderLine(orderId, line));
                    move(orderId, "reservation", line, line.quantity().value());
                }
            }
            case REJECTED -> created.put(orderId, reservation);
            case RELEASED -> {
                // placed and cancelled in one set: there is no row yet, so it is made as released
                (created.containsKey(orderId) ? created : released).put(orderId, reservation);
                reservation
                        .lines()
                        .forEach(line -> move(
                                orderId,
                                "release",
                                line,
                                line.quantity().value().negate()));
            }
        }
        ReservationEvent event = ReservationEvent.of(reservation);
        events.add(NewEvent.of(
                ReservationEvent.TOPIC,
                event.type(),
                orderId,
                reservation.version(),
                now,
                decision.cause().causes(SERVICE),
                event));
    }

    private void move(UUID orderId, String kind, Line line, BigDecimal change) {
        movements.add(new Movement(Ids.next(), orderId, kind, line.productId(), change));
    }

    Mono<Void> run(DatabaseClient database, Outbox outbox) {
        GenericExecuteSpec statement = database.sql("""
                        WITH stocked AS (
                            UPDATE stock
                               SET reserved = stock.reserved + change.reserved, version = stock.version + 1
                              FROM unnest(:stockProducts::uuid[], :stockChanges::numeric[]) AS change (product_id, reserved)
                             WHERE stock.product_id = change.product_id
                        ), created AS (
                            INSERT INTO reservation (order_id, order_number, state, reason, shortages, version,
                                                     decided_at, updated_at)
                            SELECT order_id, order_number, state, reason, shortages::jsonb, version, :now, :now
                              FROM unnest(:orders::uuid[], :numbers::text[], :states::text[], :reasons::text[],
                                          :shortages::text[], :versions::bigint[])
                                   AS made (order_id, order_number, state, reason, shortages, version)
                        ), lined AS (
                            INSERT INTO reservation_line (order_id, product_id, quantity)
                            SELECT * FROM unnest(:lineOrders::uuid[], :lineProducts::uuid[], :lineQuantities::numeric[])
                        ), released AS (
                            UPDATE reservation
                               SET state = 'released', reason = change.reason, version = change.version, updated_at = :now
                              FROM unnest(:releasedOrders::uuid[], :releasedReasons::text[], :releasedVersions::bigint[])
                                   AS change (order_id, reason, version)
                             WHERE reservation.order_id = change.order_id
                        ), moved AS (
                            INSERT INTO stock_movement (id, product_id, kind, on_hand_change, reserved_change,
                                                        document_type, document_id, actor, occurred_at)
                            SELECT id, product_id, kind, 0, change, 'sales_order', order_id, :actor, :now
                              FROM unnest(:movements::uuid[], :movedProducts::uuid[], :kinds::text[], :changes::numeric[],
                                          :movedOrders::uuid[]) AS made (id, product_id, kind, change, order_id)
                        )
                        """ + Outbox.INSERT)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("actor", SERVICE.id());
        return outbox.bind(bindMovements(bindReservations(bindStock(statement))), events)
                .fetch()
                .rowsUpdated()
                .then();
    }

    private GenericExecuteSpec bindStock(GenericExecuteSpec statement) {
        List<Map.Entry<UUID, Quantity>> changes = List.copyOf(stockChanges.entrySet());
        return statement
                .bind("stockProducts", column(changes, Map.Entry::getKey, UUID[]::new))
                .bind(
                        "stockChanges",
                        column(changes, change -> change.getValue().value(), BigDecimal[]::new));
    }

    private GenericExecuteSpec bindReservations(GenericExecuteSpec statement) {
        List<Reservation> made = List.copyOf(created.values());
        List<Reservation> changed = List.copyOf(released.values());
        return statement
                .bind("orders", column(made, Reservation::orderId, UUID[]::new))
                .bind("numbers", column(made, Reservation::orderNumber, String[]::new))
                .bind("states", column(made, reservation -> reservation.state().code(), String[]::new))
                .bind("reasons", column(made, ReservationWrite::reason, String[]::new))
                .bind("shortages", column(made, ReservationWrite::shortages, String[]::new))
                .bind("versions", column(made, Reservation::version, Long[]::new))
                .bind("lineOrders", column(lines, OrderLine::orderId, UUID[]::new))
                .bind("lineProducts", column(lines, line -> line.line().productId(), UUID[]::new))
                .bind(
                        "lineQuantities",
                        column(lines, line -> line.line().quantity().value(), BigDecimal[]::new))
                .bind("releasedOrders", column(changed, Reservation::orderId, UUID[]::new))
                .bind("releasedReasons", column(changed, ReservationWrite::reason, String[]::new))
                .bind("releasedVersions", column(changed, Reservation::version, Long[]::new));
    }

    private GenericExecuteSpec bindMovements(GenericExecuteSpec statement) {
        return statement
                .bind("movements", column(movements, Movement::id, UUID[]::new))
                .bind("movedProducts", column(movements, Movement::productId, UUID[]::new))
                .bind("kinds", column(movements, Movement::kind, String[]::new))
                .bind("changes", column(movements, Movement::change, BigDecimal[]::new))
                .bind("movedOrders", column(movements, Movement::orderId, UUID[]::new));
    }

    private static String reason(Reservation reservation) {
        return reservation.reason() == null ? null : reservation.reason().code();
    }

    private static String shortages(Reservation reservation) {
        return reservation.shortages().isEmpty() ? null : EventJson.write(reservation.shortages());
    }

    private static <R, T> T[] column(List<R> rows, Function<? super R, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
