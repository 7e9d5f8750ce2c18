package dev.erp.inventory.ledger;

import dev.erp.chassis.outbox.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The one writer of quantities. A set of orders that are placed and cancelled costs three statements, whatever its size: lock the
 * stock, read what the orders have, write everything. Where somebody waits for what becomes available it costs two more. Check and
 * change are under one lock, so no piece is promised twice.
 */
@Component
public class Ledger {

    /** All stock was there before there were several; the id of a stock in it is that of the product. */
    public static final UUID FIRST_WAREHOUSE = UUID.fromString("019ab1c0-0000-7000-8000-000000000001");

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;
    private final LedgerLocks locks;

    public Ledger(DatabaseClient database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
        this.locks = new LedgerLocks(database);
    }

    /**
     * Locks what the scope names, has it decided, and writes what was decided, in the caller's transaction.
     *
     * @param decision gives an answer, never null; what it throws leaves everything as it was
     */
    public <T> Mono<T> change(Scope scope, Function<StockRoom, T> decision) {
        return Mono.defer(() -> open(scope).flatMap(room -> {
            T answer = decision.apply(room);
            return new LedgerWrite(room.changes()).run(database, outbox).thenReturn(answer);
        }));
    }

    private Mono<StockRoom> open(Scope scope) {
        Set<UUID> named = scope.namedWarehouses();
        Mono<List<StockRoom.Warehouse>> warehouses = named.isEmpty()
                ? Mono.just(List.of())
                : locks.warehouses(named).collectList().flatMap(found -> locks.makePlaces(scope.wanted())
                        .thenReturn(found));
        return warehouses.flatMap(found -> locks.lockStock(scope)
                .flatMap(stock -> locks.reservations(scope.orders()).flatMap(known -> others(scope, stock, known)
                        .flatMap(all -> booked(scope).map(booked -> room(found, stock, all, booked))))));
    }

    private Mono<List<Reservation>> others(Scope scope, LedgerLocks.Stock stock, List<Reservation> known) {
        var rises = scope.rises(stock.items(), known);
        if (rises.isEmpty() && scope.givingWay().length == 0) {
            return Mono.just(known);
        }
        return locks.lockOthers(rises, scope.givingWay()).map(others -> {
            Map<UUID, Reservation> all = new HashMap<>();
            others.forEach(reservation -> all.put(reservation.orderId(), reservation));
            known.forEach(reservation -> all.put(reservation.orderId(), reservation));
            return List.copyOf(all.values());
        });
    }

    private Mono<List<OrderDocuments.OrderDocument>> booked(Scope scope) {
        return scope.documents().length == 0 && scope.askedAgain().length == 0
                ? Mono.just(List.of())
                : locks.booked(scope);
    }

    private StockRoom room(
            List<StockRoom.Warehouse> named,
            LedgerLocks.Stock stock,
            List<Reservation> reservations,
            List<OrderDocuments.OrderDocument> booked) {
        List<StockRoom.Warehouse> warehouses = new ArrayList<>(named);
        stock.items()
                .forEach(item -> warehouses.add(
                        new StockRoom.Warehouse(item.place().warehouseId(), item.warehouseCode(), item.active())));
        return new StockRoom(
                stock.items(), warehouses, stock.defaultWarehouse(), reservations, booked, clock.instant());
    }
}
