package dev.erp.sales.order;

import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatch;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.catalogue.Catalogue;
import dev.erp.sales.customer.Address;
import dev.erp.sales.customer.Buyer;
import dev.erp.sales.customer.Buyers;
import dev.erp.sales.order.Pricing.Item;
import dev.erp.sales.order.Pricing.Priced;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Line;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The one writer of quotations that exist, in the caller's transaction and under the order's lock. */
@Component
class Quotations {

    private final DatabaseClient database;
    private final SalesOrders orders;
    private final Buyers buyers;
    private final Catalogue catalogue;
    private final CreditLimits credit;
    private final CustomerReferences references;
    private final MergePatch mergePatch;
    private final Clock clock;

    Quotations(
            DatabaseClient database,
            SalesOrders orders,
            Buyers buyers,
            Catalogue catalogue,
            CreditLimits credit,
            CustomerReferences references,
            MergePatch mergePatch,
            Clock clock) {
        this.database = database;
        this.orders = orders;
        this.buyers = buyers;
        this.catalogue = catalogue;
        this.credit = credit;
        this.references = references;
        this.mergePatch = mergePatch;
        this.clock = clock;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** @throws Problem 400, 403, 404, 409 {@code order_is_placed} or {@code reference_taken}, 412, or 422 as for a new order */
    Mono<SalesOrderView> change(UUID id, IfMatch ifMatch, JsonNode patch, Caller caller) {
        return orders.lock(id).zipWhen(order -> orders.lines(List.of(id))).flatMap(known -> {
            SalesOrder order = known.getT1();
            List<Line> lines = known.getT2().get(id);
            ifMatch.require(order.steps());
            Quoting.require(order);
            QuotationDetails now = QuotationDetails.of(order, lines);
            QuotationDetails then = mergePatch.apply(now, patch);
            if (then.equals(now)) {
                return Mono.just(SalesOrderView.of(order, lines));
            }
            requireSense(now, then, caller);
            return items(order, lines, now, then)
                    .map(items ->
                            PlaceSalesOrder.payable(Pricing.price(order.currency(), items, then.discountPercent())))
                    .flatMap(priced -> write(order, then, priced, caller));
        });
    }

    private void requireSense(QuotationDetails now, QuotationDetails then, Caller caller) {
        if (then.reserveUntil() != null && !then.reserveUntil().equals(now.reserveUntil())) {
            PlaceSalesOrder.requireFuture(then.reserveUntil(), clock.instant());
        }
        if (!then.validUntil().equals(now.validUntil())) {
            PlaceSalesOrder.requireValid(then.validUntil(), today());
        }
        if (!then.lines().equals(now.lines())) {
            NewLine.requirePricesAllowed(then.lines(), caller);
        }
    }

    private Mono<List<Item>> items(SalesOrder order, List<Line> lines, QuotationDetails now, QuotationDetails then) {
        if (then.lines().equals(now.lines())) {
            return Mono.just(lines.stream().map(Item::of).toList());
        }
        var ids = PlaceSalesOrder.productIds(then.lines());
        catalogue.forget(ids);
        return catalogue.find(ids).map(products -> PlaceSalesOrder.items(then.lines(), order.currency(), products));
    }

    private Mono<SalesOrderView> write(SalesOrder order, QuotationDetails then, Priced priced, Caller caller) {
        Instant at = clock.instant();
        SalesOrder changed = order.offered(then, priced.totals());
        Change change = Quoting.change(changed, priced.lines(), at);
        return references
                .changed(order, changed)
                .then(update(changed))
                .then(database.sql("DELETE FROM sales_order_line WHERE order_id = :id")
                        .bind("id", order.id())
                        .then())
                .then(NewLines.bind(database.sql(NewLines.INSERT.formatted(":id", "")), priced.lines())
                        .bind("id", order.id())
                        .then())
                .then(orders.write(List.of(new SalesOrders.Writing(change, caller.inProcess(order.id())))))
                .thenReturn(SalesOrderView.of(change.order(), priced.lines()));
    }

    private Mono<Void> update(SalesOrder changed) {
        return database.sql("""
            UPDATE sales_order
               SET customer_reference = :reference, note = :note, discount_percent = :discountPercent, discount = :discount, net = :net, tax = :tax,
                   gross = :gross, warehouse_id = :warehouseId, on_shortage = :onShortage,
                   reserve_until = :reserveUntil, valid_until = :validUntil, shipping_address = :shippingAddress
             WHERE id = :id
            """)
                .bind("id", changed.id())
                .bind("reference", OrNull.text(changed.customerReference()))
                .bind("note", OrNull.text(changed.note()))
                .bind("discountPercent", changed.discountPercent())
                .bind("discount", changed.totals().discount())
                .bind("net", changed.totals().net())
                .bind("tax", changed.totals().tax())
                .bind("gross", changed.totals().gross())
                .bind("warehouseId", OrNull.id(changed.terms().warehouseId()))
                .bind("onShortage", OrNull.text(changed.terms().onShortageCode()))
                .bind("reserveUntil", OrNull.time(changed.terms().reserveUntil()))
                .bind("validUntil", changed.validUntil())
                .bind("shippingAddress", OrNull.text(Address.json(changed.shippingAddress())))
                .then();
    }

    /** @throws Problem 404, 409 {@code order_is_placed} or {@code quotation_expired}, or 422 as for a new order */
    Mono<SalesOrderView> place(UUID id, Caller caller) {
        return orders.lock(id).zipWhen(order -> orders.lines(List.of(id))).flatMap(known -> {
            SalesOrder order = known.getT1();
            List<Line> lines = known.getT2().get(id);
            Instant at = clock.instant();
            Quoting.requirePlaceable(order, today());
            return stillSold(order, lines)
                    .flatMap(buyer -> place(Quoting.place(order, buyer.shippingAddress(), lines, at), lines, caller));
        });
    }

    private Mono<SalesOrderView> place(Change change, List<Line> lines, Caller caller) {
        SalesOrder order = change.order();
        return credit.require(order.customer().customerId(), order.totals().gross())
                .then(database.sql("""
                    UPDATE sales_order SET placed_at = :at, shipping_address = :shippingAddress WHERE id = :id
                    """)
                        .bind("at", order.placedAt().atOffset(ZoneOffset.UTC))
                        .bind("shippingAddress", OrNull.text(Address.json(order.shippingAddress())))
                        .bind("id", order.id())
                        .then())
                .then(orders.write(List.of(new SalesOrders.Writing(change, caller.inProcess(order.id())))))
                .thenReturn(SalesOrderView.of(order, lines));
    }

    /** The customer may still buy, and the products are still sold; the prices are those of the offer. */
    private Mono<Buyer> stillSold(SalesOrder order, List<Line> lines) {
        List<NewLine> again = QuotationDetails.of(order, lines).lines();
        var ids = PlaceSalesOrder.productIds(again);
        UUID customer = order.customer().customerId();
        buyers.forget(customer);
        catalogue.forget(ids);
        return buyers.find(customer)
                .map(buyer -> PlaceSalesOrder.tradable(buyer, customer))
                .delayUntil(buyer -> catalogue
                        .find(ids)
                        .doOnNext(products -> PlaceSalesOrder.items(again, order.currency(), products)));
    }
}
