package dev.erp.inventory.reservation;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What reservations listen to, and what must hold of them at any time. */
@Configuration(proxyBeanMethods = false)
class ReservationSubscription {

    @Bean
    EventSubscription ordersThatWantStock(Reservations reservations) {
        return EventSubscription.named("reservations")
                .to(SalesOrderEvent.TOPIC, SalesOrderEvent.PLACED, SalesOrderEvent.CANCELLED)
                .handledBy(reservations::handle);
    }

    @Bean
    Invariant reservedIsTheSumOfConfirmedReservations() {
        return new Invariant("reserved_is_the_sum_of_confirmed_reservations", """
                SELECT 'product ' || coalesce(stock.product_id, held.product_id)
                       || ': reserved ' || coalesce(stock.reserved, 0) || ', held by orders ' || coalesce(held.quantity, 0)
                  FROM stock
                  FULL JOIN (SELECT product_id, sum(quantity) AS quantity
                               FROM reservation_line JOIN reservation USING (order_id)
                              WHERE state = 'confirmed'
                              GROUP BY product_id) AS held ON held.product_id = stock.product_id
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
}
