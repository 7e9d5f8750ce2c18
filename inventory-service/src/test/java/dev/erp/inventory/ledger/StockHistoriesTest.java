package dev.erp.inventory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.telemetry.Invariant;
import dev.erp.chassis.web.Problem;
import dev.erp.inventory.Goods;
import dev.erp.inventory.ledger.Happenings.Piece;
import dev.erp.inventory.ledger.Histories.Step;
import dev.erp.testing.Api;
import dev.erp.testing.Counterexample;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Whatever happens to stock, in whatever order and however often: after each step every rule of the service holds. The
 * seed is in every failure, see {@link Counterexample}.
 */
@ServiceTest
class StockHistoriesTest {

    private static final int HISTORIES = 25;
    private static final int LONGEST = 40;
    private static final int SHRINKINGS = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    Ledger ledger;

    @Autowired
    Transactions transactions;

    @Autowired
    List<EventSubscription> subscriptions;

    @Autowired
    List<Invariant> invariants;

    private Happenings happenings;
    private UUID elsewhere;

    @Test
    void after_every_step_stock_is_conserved_and_every_state_follows_from_the_quantities() {
        happenings = new Happenings(subscriptions, transactions);
        elsewhere = UUID.fromString(Goods.json(api.as(dev.erp.testing.Role.ADMIN)
                        .post("/warehouses", "{\"code\":\"E-%d\",\"name\":\"Elsewhere\"}".formatted(System.nanoTime()))
                        .expectBody())
                .get("id")
                .asString());
        assertThat(Counterexample.find(
                        Histories.upTo(LONGEST), HISTORIES, SHRINKINGS, history -> new World().live(history)))
                .isEmpty();
    }

    /** What is wrong, if anything: all invariants in one round trip. */
    private Optional<String> broken() {
        String all = invariants.stream()
                .filter(one -> !one.name().equals("nothing_is_parked"))
                .map(one -> "SELECT '%s: ' || said FROM (%s) AS one (said)".formatted(one.name(), one.violations()))
                .collect(Collectors.joining(" UNION ALL "));
        List<Map<String, Object>> rows = database.rows(all);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.toString());
    }

    /** Three products in two warehouses, and what people and other services do to them. */
    private final class World {
        private final List<UUID> products = IntStream.range(0, 3)
                .mapToObj(i -> new Goods(api).product(i * 6))
                .toList();
        private final List<UUID> orders = new ArrayList<>();
        private final List<UUID> shipments = new ArrayList<>();
        private final List<UUID> returns = new ArrayList<>();
        private final List<UUID> receipts = new ArrayList<>();

        Optional<String> live(List<Step> history) {
            for (int i = 0; i < history.size(); i++) {
                try {
                    take(history.get(i));
                } catch (Problem | InvalidEventException refused) {
                    // nothing happened, which is checked like everything else
                } catch (RuntimeException failed) {
                    return Optional.of("step " + i + " failed: " + failed);
                }
                Optional<String> wrong = broken();
                if (wrong.isPresent()) {
                    return Optional.of("step " + i + ": " + wrong.get());
                }
            }
            return Optional.empty();
        }

        private void take(Step step) {
            UUID product = products.get(step.product());
            Piece piece = new Piece(product, step.quantity());
            Piece other = new Piece(products.get((step.product() + 1) % 3), 1 + step.quantity() / 2);
            switch (step.kind()) {
                case PLACE -> happenings.happen(Happenings.placed(next(orders), null, false, piece, other));
                case PLACE_AND_WAIT -> happenings.happen(Happenings.placed(next(orders), null, true, piece, other));
                case PLACE_AND_WAIT_ELSEWHERE ->
                    happenings.happen(Happenings.placed(next(orders), elsewhere, true, piece));
                case CANCEL ->
                    some(orders, step).ifPresent(order -> {
                        if (step.flag()) {
                            // in one set with what takes what it gives back
                            happenings.happen(
                                    Happenings.cancelled(order),
                                    Happenings.cancelled(order),
                                    Happenings.placed(next(orders), null, true, piece));
                        } else {
                            happenings.happen(Happenings.cancelled(order));
                        }
                    });
                case REDUCE ->
                    some(orders, step).ifPresent(order -> happenings.happen(Happenings.reduced(order, piece)));
                case SHIP ->
                    some(orders, step)
                            .ifPresent(order -> happenings.happen(Happenings.shipment(order, next(shipments), piece)));
                case SHIP_AGAIN ->
                    some(orders, step).ifPresent(order -> some(shipments, step)
                            .ifPresent(shipment -> happenings.happen(Happenings.shipment(order, shipment, piece))));
                case RETURN ->
                    some(orders, step)
                            .ifPresent(order -> happenings.happen(Happenings.returned(
                                    order, next(returns), step.flag() ? "restock" : "scrap", new Piece(product, 1))));
                case RETURN_AGAIN ->
                    some(orders, step).ifPresent(order -> some(returns, step)
                            .ifPresent(back -> happenings.happen(
                                    Happenings.returned(order, back, "restock", new Piece(product, 1)))));
                case RECEIVE ->
                    happenings.happen(Happenings.received(
                            UUID.randomUUID(), next(receipts), where(step), step.quantity() + ".3333", piece, other));
                case RECEIVE_AGAIN ->
                    some(receipts, step)
                            .ifPresent(receipt -> happenings.happen(
                                    Happenings.received(UUID.randomUUID(), receipt, where(step), "2.0000", piece),
                                    Happenings.received(UUID.randomUUID(), receipt, where(step), "2.0000", piece)));
                case REVERSE ->
                    some(receipts, step)
                            .ifPresent(receipt -> happenings.happen(
                                    Happenings.reversed(UUID.randomUUID(), receipt, where(step), piece)));
                case TRANSFER ->
                    goods(
                            new Scope()
                                    .stock(product, Ledger.FIRST_WAREHOUSE)
                                    .stock(product, elsewhere)
                                    .rising(product, Quantity.of(step.quantity())),
                            room -> room.goods()
                                    .transfer(
                                            new Place(product, step.flag() ? Ledger.FIRST_WAREHOUSE : elsewhere),
                                            new Place(product, step.flag() ? elsewhere : Ledger.FIRST_WAREHOUSE),
                                            Quantity.of(step.quantity()),
                                            UUID.randomUUID(),
                                            "moved",
                                            origin(product)));
                case COUNT ->
                    goods(scope(product, step), room -> room.goods()
                            .count(
                                    new Place(product, where(step)),
                                    Quantity.of(step.quantity()),
                                    "counted",
                                    List.of(),
                                    origin(product)));
                case ADJUST -> adjust(product, step, step.which() < 4 ? step.quantity() : -step.quantity(), List.of());
                case GIVE_WAY -> adjust(product, step, -step.quantity(), orders);
                case TIME_OUT ->
                    some(orders, step)
                            .ifPresent(order -> goods(new Scope().order(new SalesOrderEvent.TimedOut(order)), room -> {
                                room.decide(new SalesOrderEvent.TimedOut(order), origin(order));
                                return room;
                            }));
            }
        }

        private void adjust(UUID product, Step step, int change, List<UUID> givingWay) {
            Scope scope = scope(product, step);
            givingWay.forEach(scope::givingWay);
            goods(scope, room -> room.goods()
                    .adjust(
                            new Place(product, where(step)),
                            Quantity.of(change),
                            step.flag() ? new BigDecimal("1.37") : null,
                            "found",
                            givingWay,
                            origin(product)));
        }

        private Scope scope(UUID product, Step step) {
            return new Scope().stock(product, where(step)).rising(product, Quantity.of(step.quantity()));
        }

        private UUID where(Step step) {
            return step.which() % 3 == 0 ? elsewhere : null;
        }

        private <T> void goods(Scope scope, Function<StockRoom, T> decision) {
            transactions.run(ledger.change(scope, decision)).block(TIMEOUT);
        }

        private static UUID next(List<UUID> ids) {
            UUID id = UUID.randomUUID();
            ids.add(id);
            return id;
        }

        private static Optional<UUID> some(List<UUID> ids, Step step) {
            return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(step.which() % ids.size()));
        }
    }

    private static Origin origin(UUID process) {
        return new Origin(new Actor("test", "test"), process, null, null);
    }
}
