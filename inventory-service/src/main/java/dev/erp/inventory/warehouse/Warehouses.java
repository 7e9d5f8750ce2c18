package dev.erp.inventory.warehouse;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one writer of warehouses. Changes belong in a transaction of the caller's. */
@Component
class Warehouses {

    private static final String TOPIC = "erp.inventory.warehouse";

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;

    Warehouses(DatabaseClient database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @throws Problem 409 when the code is taken */
    Mono<Warehouse> create(WarehouseDetails details, Function<UUID, Origin> origin) {
        Instant now = clock.instant();
        Warehouse wanted = new Warehouse(Ids.next(), details, WarehouseStatus.ACTIVE, 1, now, now);
        return lockAll()
                .flatMap(all -> database.sql("""
                                INSERT INTO warehouse (id, code, code_key, name, is_default, status, version, created_at,
                                                       updated_at)
                                VALUES (:id, :code, :codeKey, :name, false, 'active', 1, :now, :now)
                                ON CONFLICT (code_key) DO NOTHING
                                """)
                        .bind("id", wanted.id())
                        .bind("code", details.code())
                        .bind("codeKey", details.codeKey())
                        .bind("name", details.name())
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .fetch()
                        .rowsUpdated()
                        .flatMap(rows -> rows == 0
                                ? Mono.error(Problem.conflict(
                                        "code_taken",
                                        "There is a warehouse with the code " + details.code() + " already."))
                                : Mono.just(all)))
                .flatMap(all -> details.isDefault() ? replaceDefault(all, wanted, origin) : Mono.just(wanted))
                .flatMap(done ->
                        tell("inventory.warehouse.created.v1", wanted, origin).thenReturn(wanted));
    }

    /**
     * Changes a warehouse.
     *
     * @throws Problem 404, 412 when it was changed meanwhile, 400 when the code would change, 409 when there would be no default
     *     warehouse, or one that is deactivated
     */
    Mono<Warehouse> change(
            UUID id, IfMatch ifMatch, UnaryOperator<WarehouseDetails> change, Function<UUID, Origin> origin) {
        return lockAll().flatMap(all -> {
            Warehouse warehouse = one(all, id);
            ifMatch.require(warehouse.version());
            WarehouseDetails wanted = change.apply(warehouse.details());
            if (!wanted.code().equals(warehouse.details().code())) {
                return Mono.error(Problem.invalid("code", "immutable", "cannot be changed: it is written on the door"));
            }
            if (wanted.equals(warehouse.details())) {
                return Mono.just(warehouse);
            }
            boolean becomes = wanted.isDefault() && !warehouse.details().isDefault();
            if (warehouse.details().isDefault() && !wanted.isDefault()) {
                return Mono.error(isDefault(warehouse));
            }
            if (becomes && warehouse.status() == WarehouseStatus.DEACTIVATED) {
                return Mono.error(Problem.conflict(
                        "warehouse_deactivated",
                        "The warehouse " + warehouse.details().code() + " is deactivated."));
            }
            Warehouse next = warehouse.next(wanted, warehouse.status(), clock.instant());
            return (becomes ? replaceDefault(all, next, origin) : Mono.just(next))
                    .then(save(next))
                    .then(tell("inventory.warehouse.updated.v1", next, origin))
                    .thenReturn(next);
        });
    }

    /** Deactivates a warehouse; a second time changes nothing. @throws Problem 404, 409 when it is the default or not empty */
    Mono<Warehouse> deactivate(UUID id, Function<UUID, Origin> origin) {
        return lockAll().flatMap(all -> {
            Warehouse warehouse = one(all, id);
            if (warehouse.status() == WarehouseStatus.DEACTIVATED) {
                return Mono.just(warehouse);
            }
            if (warehouse.details().isDefault()) {
                return Mono.error(isDefault(warehouse));
            }
            Warehouse next = warehouse.next(warehouse.details(), WarehouseStatus.DEACTIVATED, clock.instant());
            return requireEmpty(warehouse)
                    .then(save(next))
                    .then(tell("inventory.warehouse.deactivated.v1", next, origin))
                    .thenReturn(next);
        });
    }

    /** All of them: they are few, and so there is one default whoever changes what at the same time. */
    private Mono<List<Warehouse>> lockAll() {
        return database.sql(WarehouseLists.SELECT + " ORDER BY id FOR NO KEY UPDATE")
                .map(WarehouseLists::warehouse)
                .all()
                .collectList();
    }

    private static Warehouse one(List<Warehouse> all, UUID id) {
        return all.stream()
                .filter(warehouse -> warehouse.id().equals(id))
                .findAny()
                .orElseThrow(() -> Problem.notFound("warehouse", id));
    }

    /** Every product gets a place in the new default warehouse, so that orders find it there. */
    private Mono<Warehouse> replaceDefault(List<Warehouse> all, Warehouse next, Function<UUID, Origin> origin) {
        Warehouse former =
                all.stream().filter(one -> one.details().isDefault()).findAny().orElseThrow();
        Warehouse demoted = former.next(former.details().withDefault(false), former.status(), clock.instant());
        return save(demoted)
                .then(tell("inventory.warehouse.updated.v1", demoted, origin))
                .then(database.sql("UPDATE warehouse SET is_default = true WHERE id = :id")
                        .bind("id", next.id())
                        .fetch()
                        .rowsUpdated())
                .then(database.sql("""
                                INSERT INTO stock (id, product_id, warehouse_id, low)
                                SELECT gen_random_uuid(), id, :id, reorder_level > 0 FROM product ORDER BY id
                                ON CONFLICT (product_id, warehouse_id) DO NOTHING
                                """).bind("id", next.id()).fetch().rowsUpdated())
                .thenReturn(next);
    }

    private Mono<Void> requireEmpty(Warehouse warehouse) {
        return database.sql("""
                        SELECT count(*) AS products
                          FROM stock
                         WHERE warehouse_id = :id AND (on_hand > 0 OR waiting > 0)
                        """)
                .bind("id", warehouse.id())
                .map(row -> row.get("products", Long.class))
                .one()
                .flatMap(products -> products == 0
                        ? Mono.<Void>empty()
                        : Mono.error(Problem.conflict(
                                "warehouse_not_empty",
                                "In the warehouse %s are goods of %d products, or orders wait for them."
                                        .formatted(warehouse.details().code(), products))));
    }

    private Mono<Void> save(Warehouse warehouse) {
        return database.sql("""
                        UPDATE warehouse
                           SET name = :name, is_default = :default, status = :status, version = :version, updated_at = :now
                         WHERE id = :id
                        """)
                .bind("id", warehouse.id())
                .bind("name", warehouse.details().name())
                .bind("default", warehouse.details().isDefault())
                .bind("status", warehouse.status().code())
                .bind("version", warehouse.version())
                .bind("now", warehouse.updatedAt().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .then();
    }

    private Mono<Void> tell(String type, Warehouse warehouse, Function<UUID, Origin> origin) {
        return outbox.append(List.of(NewEvent.of(
                TOPIC,
                type,
                warehouse.id(),
                warehouse.version(),
                warehouse.updatedAt(),
                origin.apply(warehouse.id()),
                warehouse.data())));
    }

    private static Problem isDefault(Warehouse warehouse) {
        return Problem.conflict(
                "default_warehouse",
                warehouse.details().code() + " is the default warehouse. Make another one the default instead.");
    }
}
