package dev.erp.inventory.warehouse;

import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads warehouses. */
@Component
class WarehouseLists {

    static final String SELECT = """
            SELECT id, code, code_key, name, is_default, status, version, created_at, updated_at
              FROM warehouse
            """;

    private final DatabaseClient database;

    WarehouseLists(DatabaseClient database) {
        this.database = database;
    }

    /** @throws Problem 404 */
    Mono<Warehouse> get(UUID id) {
        return database.sql(SELECT + " WHERE id = :id")
                .bind("id", id)
                .map(WarehouseLists::warehouse)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("warehouse", id)));
    }

    /** @param status or null for any */
    Mono<Page<WarehouseView>> list(String status, PageRequest request) {
        return ListQuery.select(SELECT)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("code", "code_key", String.class)
                .sortable("name", "name", String.class)
                .where("status = :status", "status", status)
                .page(database, request, row -> WarehouseView.of(warehouse(row)));
    }

    static Warehouse warehouse(Readable row) {
        return new Warehouse(
                row.get("id", UUID.class),
                new WarehouseDetails(
                        row.get("code", String.class),
                        row.get("name", String.class),
                        row.get("is_default", Boolean.class)),
                WarehouseStatus.valueOf(row.get("status", String.class).toUpperCase(Locale.ROOT)),
                row.get("version", Long.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("updated_at", OffsetDateTime.class).toInstant());
    }
}
