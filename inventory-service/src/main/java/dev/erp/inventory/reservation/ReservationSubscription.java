package dev.erp.inventory.reservation;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.telemetry.Invariant;
import dev.erp.inventory.ledger.SalesOrderEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What reservations listen to, and what must hold of them at any time. */
@Configuration(proxyBeanMethods = false)
class ReservationSubscription {

    @Bean
    EventSubscription ordersThatWantStock(Reservations reservations) {
        return EventSubscription.named("reservations")
                .to(
                        SalesOrderEvent.TOPIC,
                        SalesOrderEvent.PLACED,
                        SalesOrderEvent.REQUESTED,
                        SalesOrderEvent.CANCELLED,
                        SalesOrderEvent.REDUCED,
                        SalesOrderEvent.SHIPMENT_REQUESTED,
                        SalesOrderEvent.RETURNED)
                .handledBy(reservations::handle);
    }

    @Bean
    Invariant reservedIsTheSumOfOpenReservations() {
        return new Invariant("reserved_is_the_sum_of_open_reservations", """
                SELECT 'product ' || coalesce(stock.product_id, held.product_id)
                       || ': reserved ' || coalesce(stock.reserved, 0) || ', held by orders ' || coalesce(held.quantity, 0)
                  FROM stock
                  FULL JOIN (SELECT line.product_id, reservation.warehouse_id,
                                    sum(line.quantity - issued - coalesce(back_order.quantity, 0)) AS quantity
                               FROM reservation
                                    JOIN reservation_line AS line USING (order_id)
                                    LEFT JOIN back_order
                                           ON back_order.order_id = line.order_id
                                          AND back_order.product_id = line.product_id
                              WHERE state IN ('confirmed', 'waiting')
                              GROUP BY line.product_id, reservation.warehouse_id) AS held
                            ON held.product_id = stock.product_id AND held.warehouse_id = stock.warehouse_id
                 WHERE coalesce(stock.reserved, 0) <> coalesce(held.quantity, 0)
                """);
    }

    @Bean
    Invariant reservationsHaveLinesUnlessRejected() {
        return new Invariant("reservations_have_lines_unless_rejected", """
                SELECT 'order ' || coalesce(reservation.order_id, line.order_id) || ' is '
                       || coalesce(state, 'unknown') || ' and has ' || coalesce(line.count, 0) || ' lines'
                  FROM reservation
                  FULL JOIN (SELECT order_id, count(*) FROM reservation_line GROUP BY order_id) AS line
                            ON line.order_id = reservation.order_id
                 WHERE (state IS DISTINCT FROM 'rejected') <> (line.count IS NOT NULL) OR state IS NULL
                """);
    }

    @Bean
    Invariant reservationsAreWhatTheirQuantitiesSay() {
        return new Invariant("reservations_are_what_their_quantities_say", """
                SELECT 'order ' || order_id || ' is ' || state || ', its quantities say ' || says
                  FROM (SELECT order_id, state,
                               CASE WHEN bool_or(back_order.quantity IS NOT NULL) THEN 'waiting'
                                    WHEN bool_or(line.quantity > issued) THEN 'confirmed'
                                    WHEN bool_or(issued > 0) THEN 'fulfilled'
                                    ELSE 'released' END AS says
                          FROM reservation
                               JOIN reservation_line AS line USING (order_id)
                               LEFT JOIN back_order USING (order_id, product_id)
                         GROUP BY order_id, state) AS derived
                 WHERE state <> says
                   -- an order that was ended by somebody, or by the clock, keeps what it had asked for, and waits for nothing
                   AND NOT (state IN ('released', 'expired') AND says <> 'waiting')
                """);
    }
}
