package dev.erp.purchasing.catalogue;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.persistence.Columns;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Keeps inventory's warehouses: each event carries the whole state of one, so only the newest of a set is written. */
@Configuration(proxyBeanMethods = false)
public class Warehouses {

    private final DatabaseClient database;

    Warehouses(DatabaseClient database) {
        this.database = database;
    }

    @Bean
    EventSubscription warehouseSubscription() {
        return EventSubscription.named("warehouses")
                .to(
                        "erp.inventory.warehouse",
                        "inventory.warehouse.created.v1",
                        "inventory.warehouse.updated.v1",
                        "inventory.warehouse.deactivated.v1")
                .handledBy(this::apply);
    }

    /** Active or not; empty when there is none. */
    public Mono<Optional<Warehouse>> find(UUID id) {
        return database.sql("SELECT warehouse_id, code, active, version FROM warehouse WHERE warehouse_id = :id")
                .bind("id", id)
                .map(row -> new Warehouse(
                        row.get("warehouse_id", UUID.class),
                        row.get("code", String.class),
                        row.get("active", Boolean.class),
                        row.get("version", Long.class)))
                .one()
                .singleOptional();
    }

    private record State(UUID warehouseId, String code, String status) {}

    Mono<Void> apply(List<IncomingEvent> set) {
        // by id, so that two sets that meet (a replay beside the stream) lock rows in the same order
        Map<UUID, Warehouse> newest = new TreeMap<>();
        set.forEach(event -> newest.merge(
                event.subject(), read(event), (one, other) -> other.version() > one.version() ? other : one));
        return upsert(newest.values());
    }

    private static Warehouse read(IncomingEvent event) {
        State state = event.as(State.class);
        if (!event.subject().equals(state.warehouseId) || state.code == null || state.status == null) {
            throw new InvalidEventException(
                    event.type() + " " + event.id() + ": warehouseId, code and status must be given");
        }
        return new Warehouse(state.warehouseId, state.code, state.status.equals("active"), event.sequence());
    }

    private Mono<Void> upsert(Collection<Warehouse> warehouses) {
        return database.sql("""
            INSERT INTO warehouse AS known (warehouse_id, code, active, version)
            SELECT * FROM unnest(:ids::uuid[], :codes::text[], :active::boolean[], :versions::bigint[])
            ON CONFLICT (warehouse_id) DO UPDATE
               SET code = excluded.code, active = excluded.active, version = excluded.version
             WHERE known.version < excluded.version
            """)
                .bind("ids", Columns.of(warehouses, Warehouse::id, UUID[]::new))
                .bind("codes", Columns.of(warehouses, Warehouse::code, String[]::new))
                .bind("active", Columns.of(warehouses, Warehouse::active, Boolean[]::new))
                .bind("versions", Columns.of(warehouses, Warehouse::version, Long[]::new))
                .then();
    }
}
