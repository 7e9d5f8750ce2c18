package dev.erp.inventory.stock;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Problem;
import dev.erp.inventory.ledger.GoodsDecisions;
import dev.erp.inventory.ledger.Ledger;
import dev.erp.inventory.ledger.Place;
import dev.erp.inventory.ledger.Scope;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What people do to stock, in a transaction of the caller's. */
@Component
class Stocks {

    private final Ledger ledger;
    private final Currency currency;

    /** @param currency of all costs */
    Stocks(Ledger ledger, @Value("${erp.inventory.currency}") Currency currency) {
        this.ledger = ledger;
        this.currency = currency;
    }

    /**
     * Changes what is on hand, below what is promised to orders only if orders are named that give way.
     *
     * @throws Problem 400 for a cost in another currency, 403 when orders are to give way and the caller may not say so, 422 for an
     *     unknown product or warehouse or too many decimals, 409 when too little would be left or too much would be there
     */
    Mono<AdjustmentView> adjust(StockAdjustment wanted, Caller caller) {
        BigDecimal unitCost = cost(wanted.unitCost());
        requirePermission(wanted.givingWay(), caller);
        Scope scope = scope(wanted.productId(), wanted.warehouseId(), wanted.givingWay());
        if (wanted.change().isPositive()) {
            scope.rising(wanted.productId(), wanted.change());
        }
        return make(
                scope,
                wanted.productId(),
                wanted.reason(),
                caller,
                (goods, origin) -> goods.adjust(
                        new Place(wanted.productId(), wanted.warehouseId()),
                        wanted.change(),
                        unitCost,
                        wanted.reason(),
                        wanted.givingWay(),
                        origin));
    }

    /** Sets what is on hand to what was counted. @throws Problem as {@link #adjust} */
    Mono<AdjustmentView> count(StockCount wanted, Caller caller) {
        requirePermission(wanted.givingWay(), caller);
        Scope scope = scope(wanted.productId(), wanted.warehouseId(), wanted.givingWay())
                .rising(wanted.productId(), wanted.counted());
        return make(
                scope,
                wanted.productId(),
                wanted.reason(),
                caller,
                (goods, origin) -> goods.count(
                        new Place(wanted.productId(), wanted.warehouseId()),
                        wanted.counted(),
                        wanted.reason(),
                        wanted.givingWay(),
                        origin));
    }

    /** Moves goods. @throws Problem 422 for an unknown product or warehouse or too many decimals, 409 when less is available */
    Mono<AdjustmentView> transfer(StockTransfer wanted, Caller caller) {
        Scope scope = new Scope()
                .stock(wanted.productId(), wanted.fromWarehouseId())
                .stock(wanted.productId(), wanted.toWarehouseId())
                .rising(wanted.productId(), wanted.quantity());
        UUID transfer = Ids.next();
        return make(
                scope,
                wanted.productId(),
                wanted.reason(),
                caller,
                (goods, origin) -> goods.transfer(
                        new Place(wanted.productId(), wanted.fromWarehouseId()),
                        new Place(wanted.productId(), wanted.toWarehouseId()),
                        wanted.quantity(),
                        transfer,
                        wanted.reason(),
                        origin));
    }

    private interface Command {
        GoodsDecisions.Made decide(GoodsDecisions goods, Origin origin);
    }

    private Mono<AdjustmentView> make(Scope scope, UUID product, String reason, Caller caller, Command command) {
        Origin origin = caller.inProcess(product);
        return ledger.change(
                scope, room -> AdjustmentView.of(command.decide(room.goods(), origin), reason, room.now()));
    }

    private static Scope scope(UUID product, UUID warehouse, List<UUID> givingWay) {
        Scope scope = new Scope().stock(product, warehouse);
        givingWay.forEach(scope::givingWay);
        return scope;
    }

    private static void requirePermission(List<UUID> givingWay, Caller caller) {
        if (!givingWay.isEmpty() && !caller.may("reservations:release")) {
            throw new Problem(
                    HttpStatus.FORBIDDEN,
                    "giving_way_not_allowed",
                    "Only who has the permission reservations:release may say which orders give way.");
        }
    }

    private BigDecimal cost(Money unitCost) {
        if (unitCost == null) {
            return null;
        }
        if (unitCost.isNegative() || !unitCost.currency().equals(currency)) {
            throw Problem.invalid("unitCost", "out_of_range", "must be 0 or more in " + currency.getCurrencyCode());
        }
        return unitCost.amount();
    }
}
