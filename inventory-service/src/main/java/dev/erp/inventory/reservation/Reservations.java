package dev.erp.inventory.reservation;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.inventory.ledger.Ledger;
import dev.erp.inventory.ledger.SalesOrderEvent;
import dev.erp.inventory.ledger.Scope;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has the events of orders decided as sets, in arrival order, in the caller's transaction. */
@Component
class Reservations {

    static final Actor SERVICE = Actor.service("inventory-service");

    private final Ledger ledger;

    Reservations(Ledger ledger) {
        this.ledger = ledger;
    }

    private record Arrival(SalesOrderEvent order, Origin origin) {}

    /** @throws dev.erp.chassis.event.InvalidEventException when one of the events cannot be an order's; then nothing was done */
    Mono<Void> handle(List<IncomingEvent> set) {
        return Mono.defer(() -> {
            Scope scope = new Scope();
            List<Arrival> arrivals = set.stream()
                    .map(event -> new Arrival(SalesOrderEvent.of(event), event.causes(SERVICE)))
                    .toList();
            arrivals.forEach(arrival -> scope.order(arrival.order()));
            return ledger.change(scope, room -> {
                        arrivals.forEach(arrival -> room.decide(arrival.order(), arrival.origin()));
                        return arrivals;
                    })
                    .then();
        });
    }
}
