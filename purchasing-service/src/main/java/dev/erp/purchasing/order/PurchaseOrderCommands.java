package dev.erp.purchasing.order;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.purchasing.PurchasingProperties;
import dev.erp.purchasing.order.Receiving.Delivery;
import dev.erp.purchasing.supplier.Sellers;
import java.time.Clock;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What people do with an order that exists, in the caller's transaction: locked, decided, written. */
@Component
class PurchaseOrderCommands {

    private final PurchaseOrders orders;
    private final Sellers sellers;
    private final DatabaseClient database;
    private final PurchasingProperties properties;
    private final Agreeing.Limit limit;
    private final Clock clock;

    PurchaseOrderCommands(
            PurchaseOrders orders,
            Sellers sellers,
            DatabaseClient database,
            PurchasingProperties properties,
            Clock clock) {
        this.orders = orders;
        this.sellers = sellers;
        this.database = database;
        this.properties = properties;
        this.limit = new Agreeing.Limit(Money.rounded(properties.approvalLimit(), properties.currency()));
        this.clock = clock;
    }

    /** @throws Problem 404, 409 when it is no draft, or 422 when the supplier is inactive or the exchange rate missing */
    Mono<PurchaseOrder> submit(UUID id, Caller caller) {
        return change(
                        id,
                        caller,
                        (order, now) -> Agreeing.submit(order, caller.actor().id(), limit, now))
                .flatMap(submitted -> requireActive(submitted).thenReturn(submitted));
    }

    private Mono<Void> requireActive(PurchaseOrder order) {
        return sellers.lock(order.terms().supplier().supplierId())
                .doOnNext(seller -> {
                    if (seller.isEmpty() || !seller.get().active()) {
                        Lines.refuse(List.of(new FieldError(
                                "supplierId",
                                "supplier_inactive",
                                "Supplier " + order.terms().supplier().number()
                                        + " is inactive: nothing can be ordered there.")));
                    }
                })
                .then();
    }

    /** @throws Problem 404, 403 {@code own_order}, or 409 when it does not wait for that */
    Mono<PurchaseOrder> approve(UUID id, Caller caller) {
        return change(
                id,
                caller,
                (order, now) -> Agreeing.approve(order, caller.actor().id(), limit, now));
    }

    /** @throws Problem 404, 409 when nothing is open, or 422 for more than is */
    Mono<PurchaseOrder> cancel(UUID id, List<Agreeing.LineQuantity> lines, String reason, Caller caller) {
        return change(id, caller, (order, now) -> Agreeing.cancel(order, lines, reason, now));
    }

    /** @throws Problem 404, 409 when no goods are expected, or 422 naming the lines that cannot be so */
    Mono<PurchaseOrder> receive(UUID id, Delivery counted, Caller caller) {
        return database.sql("SELECT nextval('purchase_receipt_number') AS number")
                .map(row -> "GR-%d-%06d"
                        .formatted(Year.now(clock.withZone(ZoneOffset.UTC)).getValue(), row.get("number", Long.class)))
                .one()
                .map(number -> new Delivery(
                        counted.id(),
                        number,
                        counted.lines(),
                        counted.deliveryNote(),
                        counted.note(),
                        caller.actor().id()))
                .flatMap(delivery -> change(
                        id,
                        caller,
                        (order, now) -> Receiving.record(order, delivery, properties.overReceiptPercent(), now)));
    }

    /** @throws Problem 404, or 409 when it is not in stock */
    Mono<PurchaseOrder> reverse(UUID id, UUID receiptId, String reason, Caller caller) {
        return change(id, caller, (order, now) -> Receiving.reverse(order, receiptId, reason, now));
    }

    /** @throws Problem 404, or 409 {@code nothing_to_retry} or {@code receipt_not_needed} */
    Mono<PurchaseOrder> retry(UUID id, Caller caller) {
        return change(id, caller, (order, now) -> Waiting.retry(order, properties.overReceiptPercent(), now));
    }

    /** @throws Problem 404, or 409 {@code nothing_to_abandon} */
    Mono<PurchaseOrder> abandon(UUID id, String reason, Caller caller) {
        return change(id, caller, (order, now) -> Waiting.abandon(order, reason, now));
    }

    private Mono<PurchaseOrder> change(UUID id, Caller caller, BiFunction<PurchaseOrder, Instant, Decision> command) {
        return orders.lock(id).flatMap(order -> {
            Decision decision = command.apply(order, clock.instant());
            return orders.write(List.of(new PurchaseOrders.Writing(decision, caller.inProcess(id))))
                    .thenReturn(decision.order());
        });
    }
}
