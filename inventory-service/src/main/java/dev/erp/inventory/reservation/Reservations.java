package dev.erp.inventory.reservation;

import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.outbox.Outbox;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The one writer of reservations. A set of orders costs three statements, whatever its size: lock what the orders have, lock the
 * stock they ask for, write everything. Check and reserve are under one lock, so no piece is promised twice.
 */
@Component
class Reservations {

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;

    Reservations(DatabaseClient database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Arrival(IncomingEvent event, SalesOrderEvent order) {}

    /**
     * Decides the orders in arrival order, in the caller's transaction.
     *
     * @throws dev.erp.chassis.event.InvalidEventException when one of the events cannot be an order's; then nothing was done
     */
    Mono<Void> handle(List<IncomingEvent> set) {
        return Mono.defer(() -> {
            List<Arrival> arrivals = set.stream()
                    .map(event -> new Arrival(event, SalesOrderEvent.of(event)))
                    .toList();
            return lockReservations(arrivals)
                    .flatMap(known -> lockShelf(arrivals, known).flatMap(items -> decide(arrivals, known, items)));
        });
    }

    private Mono<Void> decide(List<Arrival> arrivals, List<Reservation> known, List<Shelf.Item> items) {
        Shelf shelf = new Shelf(items);
        ReservationSet set = new ReservationSet(shelf, known);
        List<ReservationWrite.Decision> decisions = new ArrayList<>(arrivals.size());
        for (Arrival arrival : arrivals) {
            set.decide(arrival.order())
                    .ifPresent(
                            reservation -> decisions.add(new ReservationWrite.Decision(arrival.event(), reservation)));
        }
        return decisions.isEmpty()
                ? Mono.empty()
                : new ReservationWrite(decisions, shelf.taken(), clock.instant()).run(database, outbox);
    }

    /** What the orders of the set have already; for orders that were just placed that is nothing. */
    private Mono<List<Reservation>> lockReservations(List<Arrival> arrivals) {
        Set<UUID> orders = new TreeSet<>();
        arrivals.forEach(arrival -> orders.add(arrival.order().orderId()));
        return database.sql("""
                        SELECT order_id, order_number, state, version,
                               (SELECT json_agg(json_build_object('productId', product_id, 'sku', sku, 'quantity', quantity))
                                  FROM reservation_line JOIN product ON product.id = product_id
                                 WHERE reservation_line.order_id = reservation.order_id)::text AS lines
                          FROM reservation
                         WHERE order_id = ANY (:orders::uuid[])
                         ORDER BY order_id
                           FOR UPDATE
                        """)
                .bind("orders", orders.toArray(UUID[]::new))
                .map(Reservations::reservation)
                .all()
                .collectList();
    }

    /** Locks in id order, so that sets that share products wait for each other and never in a circle. */
    private Mono<List<Shelf.Item>> lockShelf(List<Arrival> arrivals, List<Reservation> known) {
        Set<UUID> products = new TreeSet<>();
        for (Arrival arrival : arrivals) {
            if (arrival.order() instanceof SalesOrderEvent.Placed placed) {
                placed.lines().forEach(line -> products.add(line.productId()));
            }
        }
        known.forEach(reservation -> reservation.lines().forEach(line -> products.add(line.productId())));
        return database.sql("""
                        SELECT stock.product_id, sku, status, on_hand - reserved AS available
                          FROM stock JOIN product ON product.id = stock.product_id
                         WHERE stock.product_id = ANY (:products::uuid[])
                         ORDER BY stock.product_id
                           FOR NO KEY UPDATE OF stock
                        """)
                .bind("products", products.toArray(UUID[]::new))
                .map(Reservations::item)
                .all()
                .collectList();
    }

    private static Reservation reservation(Readable row) {
        String lines = row.get("lines", String.class);
        return new Reservation(
                row.get("order_id", UUID.class),
                row.get("order_number", String.class),
                Reservation.State.of(row.get("state", String.class)),
                null,
                lines == null ? List.of() : List.of(EventJson.MAPPER.readValue(lines, Reservation.Line[].class)),
                List.of(),
                row.get("version", Long.class));
    }

    private static Shelf.Item item(Readable row) {
        return new Shelf.Item(
                row.get("product_id", UUID.class),
                row.get("sku", String.class),
                !row.get("status", String.class).equals("active"),
                new Quantity(row.get("available", BigDecimal.class)));
    }
}
