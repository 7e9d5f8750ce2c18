package dev.erp.sales.order;

import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.catalogue.Catalogue;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Line;
import java.time.Clock;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What people do with orders that exist, each command in the caller's transaction and under the order's lock. */
@Component
class SalesOrderCommands {

    private record Known(SalesOrder order, List<Line> lines, List<Shipment> open) {

        private PerLine requested() {
            return open.stream().map(Shipment::quantities).reduce(PerLine.NONE, PerLine::plus);
        }
    }

    private final SalesOrders orders;
    private final Shipments shipments;
    private final SalesReturns returns;
    private final Catalogue catalogue;
    private final Clock clock;

    SalesOrderCommands(
            SalesOrders orders, Shipments shipments, SalesReturns returns, Catalogue catalogue, Clock clock) {
        this.orders = orders;
        this.shipments = shipments;
        this.returns = returns;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * @param parts null: everything that has not left
     * @throws Problem 404, 409, 422
     */
    Mono<SalesOrderView> cancel(UUID id, String reason, List<LineRequest> parts, Caller caller) {
        return known(id).flatMap(known -> {
            if (parts == null) {
                return write(known, caller, now -> whole(known, reason, now));
            }
            return checked(parts, known.lines)
                    .then(write(
                            known,
                            caller,
                            now -> Cancellation.part(known.order, known.lines, known.requested(), parts, reason, now)));
        });
    }

    private static List<Change> whole(Known known, String reason, Instant now) {
        return Cancellation.whole(known.order, known.lines, known.requested(), reason, null, now);
    }

    /** @throws Problem 404, 409 {@code nothing_to_retry} */
    Mono<SalesOrderView> retry(UUID id, String reason, Caller caller) {
        return known(id)
                .flatMap(known -> write(
                        known, caller, now -> Attending.retry(known.order, known.lines, known.open, reason, now)));
    }

    /** @throws Problem 404, 409 {@code nothing_to_abandon} */
    Mono<SalesOrderView> abandon(UUID id, String reason, Caller caller) {
        return known(id)
                .flatMap(known -> write(
                        known,
                        caller,
                        now -> Attending.abandon(known.order, known.lines, known.requested(), reason, now)));
    }

    /**
     * @param request whose lines may be null: everything that is reserved
     * @throws Problem 404, 409 {@code nothing_to_ship}, 422 {@code not_reserved}
     */
    Mono<ShipmentView> ship(UUID id, RequestShipment request, Caller caller) {
        return known(id).flatMap(known -> {
            PerLine most = Shipping.shippable(known.order, known.requested());
            if (request.lines() == null) {
                return ship(known, most, request, caller);
            }
            return checked(request.lines(), known.lines)
                    .then(Mono.fromSupplier(() -> LineRequest.resolve(
                            request.lines(), known.lines, most, "not_reserved", "so much is reserved and not shipped")))
                    .flatMap(quantities -> ship(known, quantities, request, caller));
        });
    }

    private Mono<ShipmentView> ship(Known known, PerLine quantities, RequestShipment request, Caller caller) {
        Instant now = clock.instant();
        return shipments.nextNumber(Year.from(now.atZone(ZoneOffset.UTC))).flatMap(number -> {
            Shipment shipment = new Shipment(
                    Ids.next(),
                    number,
                    known.order.id(),
                    Shipment.State.REQUESTED,
                    null,
                    request.carrier(),
                    request.trackingNumber(),
                    known.order.shippingAddress(),
                    quantities,
                    caller.actor().id(),
                    now,
                    null);
            return shipments
                    .insert(shipment)
                    .then(write(known, caller, at -> List.of(Shipping.request(known.order, known.lines, shipment))))
                    .thenReturn(ShipmentView.of(shipment, known.lines));
        });
    }

    /** @throws Problem 404, 409 {@code nothing_to_return}, 422 {@code more_than_shipped} */
    Mono<SalesReturnView> takeBack(UUID id, EnterReturn request, Caller caller) {
        return known(id).flatMap(known -> checked(request.quantities(), known.lines)
                .then(returns.linesOf(id))
                .zipWhen(earlier -> returns.nextNumber(Year.from(clock.instant().atZone(ZoneOffset.UTC))))
                .flatMap(found -> {
                    PerLine quantities = LineRequest.resolve(
                            request.quantities(),
                            known.lines,
                            Returning.returnable(known.order),
                            "more_than_shipped",
                            "so much is shipped and has not come back");
                    SalesReturn goods = new SalesReturn(
                            Ids.next(),
                            found.getT2(),
                            id,
                            SalesReturn.State.ENTERED,
                            request.reason(),
                            known.order.invoiceId(),
                            null,
                            Returning.lines(
                                    known.order, known.lines, quantities, request.dispositions(), found.getT1()),
                            caller.actor().id(),
                            clock.instant());
                    return returns.insert(goods)
                            .then(write(known, caller, at -> List.of(Returning.enter(known.order, goods))))
                            .thenReturn(SalesReturnView.of(goods, known.order.currency()));
                }));
    }

    private Mono<Known> known(UUID id) {
        return orders.lock(id).flatMap(order -> orders.lines(List.of(id))
                .zipWhen(lines -> shipments.open(id), (lines, open) -> new Known(order, lines.get(id), open)));
    }

    private Mono<Void> checked(List<LineRequest> requests, List<Line> lines) {
        return catalogue
                .find(lines.stream().map(Line::productId).collect(Collectors.toSet()))
                .doOnNext(products -> LineRequest.requireDecimals(requests, lines, products))
                .then();
    }

    /** Decided when it is subscribed to: a refusal must not run before what comes first. */
    private Mono<SalesOrderView> write(Known known, Caller caller, Function<Instant, List<Change>> decision) {
        return Mono.defer(() -> {
            List<Change> changes = decision.apply(clock.instant());
            return orders.write(changes.stream()
                            .map(change -> new SalesOrders.Writing(change, caller.inProcess(known.order.id())))
                            .toList())
                    .thenReturn(SalesOrderView.of(changes.getLast().order(), known.lines));
        });
    }
}
