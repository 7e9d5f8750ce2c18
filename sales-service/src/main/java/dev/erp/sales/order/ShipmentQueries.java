package dev.erp.sales.order;

import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.SalesOrder.Line;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what belongs to an order, shipments and returns, for clients. */
@Component
class ShipmentQueries {

    private final SalesOrders orders;
    private final SalesOrderQueries queries;
    private final Shipments shipments;
    private final SalesReturns returns;

    ShipmentQueries(SalesOrders orders, SalesOrderQueries queries, Shipments shipments, SalesReturns returns) {
        this.orders = orders;
        this.queries = queries;
        this.shipments = shipments;
        this.returns = returns;
    }

    /** @throws Problem 404 */
    Mono<ShipmentView> view(UUID orderId, UUID id) {
        return shipments.find(orderId, id).zipWhen(shipment -> lines(orderId), ShipmentView::of);
    }

    /** @throws Problem 404 */
    Mono<Page<ShipmentView>> list(UUID orderId, PageRequest page) {
        return lines(orderId)
                .zipWhen(
                        lines -> shipments.list(orderId, page),
                        (lines, found) -> mapped(found, shipment -> ShipmentView.of(shipment, lines)));
    }

    /** @throws Problem 404 */
    Mono<SalesReturnView> returned(UUID orderId, UUID id) {
        return queries.order(orderId)
                .zipWhen(
                        order -> returns.find(orderId, id),
                        (order, goods) -> SalesReturnView.of(goods, order.currency()));
    }

    /** @throws Problem 404 */
    Mono<Page<SalesReturnView>> allReturned(UUID orderId, PageRequest page) {
        return queries.order(orderId)
                .zipWhen(
                        order -> returns.list(orderId, page),
                        (order, found) -> mapped(found, goods -> SalesReturnView.of(goods, order.currency())));
    }

    /** Every order has lines. */
    private Mono<List<Line>> lines(UUID orderId) {
        return orders.lines(List.of(orderId)).map(found -> {
            if (found.isEmpty()) {
                throw Problem.notFound("sales order", orderId);
            }
            return found.get(orderId);
        });
    }

    private static <S, T> Page<T> mapped(Page<S> page, Function<S, T> item) {
        return new Page<>(page.items().stream().map(item).toList(), page.nextCursor());
    }
}
