package dev.erp.purchasing.order;

import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatch;
import dev.erp.chassis.web.Problem;
import dev.erp.purchasing.PurchasingProperties;
import dev.erp.purchasing.catalogue.Catalogue;
import dev.erp.purchasing.catalogue.Warehouse;
import dev.erp.purchasing.catalogue.Warehouses;
import dev.erp.purchasing.order.PurchaseOrderStatus.Phase;
import dev.erp.purchasing.supplier.Seller;
import dev.erp.purchasing.supplier.Sellers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Makes drafts and changes them, in the caller's transaction. */
@Component
public class DraftingPurchaseOrders {

    /** A draft that was made. */
    public record Drafted(UUID id, String number, long version) {}

    private final PurchaseOrders orders;
    private final Sellers sellers;
    private final Catalogue catalogue;
    private final Warehouses warehouses;
    private final MergePatch mergePatch;
    private final DatabaseClient database;
    private final PurchasingProperties properties;
    private final Clock clock;

    DraftingPurchaseOrders(
            PurchaseOrders orders,
            Sellers sellers,
            Catalogue catalogue,
            Warehouses warehouses,
            MergePatch mergePatch,
            DatabaseClient database,
            PurchasingProperties properties,
            Clock clock) {
        this.orders = orders;
        this.sellers = sellers;
        this.catalogue = catalogue;
        this.warehouses = warehouses;
        this.mergePatch = mergePatch;
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    /** @throws Problem 400 or 422 when the order cannot be drafted as it is */
    Mono<PurchaseOrder> draft(DraftDetails details, Caller caller) {
        Instant now = clock.instant();
        return completed(details).zipWith(number()).flatMap(read -> {
            Drafting drafting = read.getT1();
            String by = caller.actor().id();
            var order = new PurchaseOrder(
                    Ids.next(),
                    read.getT2(),
                    drafting.terms(),
                    Phase.DRAFT,
                    drafting.lines(),
                    List.of(),
                    List.of(by),
                    null,
                    0,
                    0,
                    now,
                    now);
            Decision decision = new Decision(order, now, null)
                    .notes("drafted", order.lines().size() + " lines", null)
                    .tells(new PurchaseOrderEvent.Drafted(Telling.document(order), now));
            return write(decision, caller);
        });
    }

    /** @throws Problem 404, 412, 409 when it is no draft, or 400 or 422 naming what the patch would make wrong */
    Mono<PurchaseOrder> change(UUID id, IfMatch ifMatch, JsonNode patch, Caller caller) {
        return orders.lock(id).flatMap(order -> {
            if (order.status() != PurchaseOrderStatus.DRAFT) {
                throw order.unfit("be changed");
            }
            ifMatch.require(order.version());
            DraftDetails before = DraftDetails.of(order);
            DraftDetails details = mergePatch.apply(before, patch);
            if (details.equals(before)) {
                return Mono.just(order);
            }
            return completed(details).flatMap(drafting -> {
                Instant now = clock.instant();
                PurchaseOrder changed = order.with(
                        drafting.terms(),
                        drafting.lines(),
                        Agreeing.withAuthor(order.authors(), caller.actor().id()));
                Decision decision = new Decision(changed, now, null)
                        .notes("changed", changed.lines().size() + " lines", null)
                        .tells(new PurchaseOrderEvent.Changed(Telling.document(changed), now));
                return write(decision, caller);
            });
        });
    }

    /**
     * A draft of so much of each product at the supplier's agreed prices.
     *
     * @throws Problem 422 when it cannot be
     */
    public Mono<Drafted> draft(
            UUID supplierId, UUID warehouseId, Map<UUID, dev.erp.chassis.money.Quantity> quantities, Caller caller) {
        List<DraftDetails.Line> lines = quantities.entrySet().stream()
                .map(each -> new DraftDetails.Line(each.getKey(), each.getValue(), null, null, null))
                .toList();
        return draft(new DraftDetails(supplierId, warehouseId, null, null, null, lines), caller)
                .map(order -> new Drafted(order.id(), order.number(), order.version()));
    }

    private Mono<PurchaseOrder> write(Decision decision, Caller caller) {
        PurchaseOrder order = decision.order();
        return orders.write(List.of(new PurchaseOrders.Writing(decision, caller.inProcess(order.id()))))
                .thenReturn(order);
    }

    private Mono<Drafting> completed(DraftDetails details) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return sellers.lock(details.supplierId())
                .zipWhen(seller -> seller.map(known -> sellers.agreed(known, details.productIds()))
                        .orElse(Mono.just(Map.<UUID, Seller.Agreed>of())))
                .zipWhen(read -> catalogue.find(details.productIds()).zipWith(warehouse(details)))
                .map(read -> new Drafting(
                        details,
                        read.getT1().getT1(),
                        read.getT2().getT1(),
                        read.getT1().getT2(),
                        read.getT2().getT2(),
                        today,
                        properties.currency()));
    }

    private Mono<Optional<Warehouse>> warehouse(DraftDetails details) {
        return details.warehouseId() == null ? Mono.just(Optional.empty()) : warehouses.find(details.warehouseId());
    }

    private Mono<String> number() {
        return database.sql("SELECT nextval('purchase_order_number') AS number")
                .map(row -> "PO-%d-%06d"
                        .formatted(Year.now(clock.withZone(ZoneOffset.UTC)).getValue(), row.get("number", Long.class)))
                .one();
    }
}
