package dev.erp.sales.order;

import dev.erp.chassis.persistence.Columns;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.customer.Address;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The table of shipments. Whoever writes holds the lock of the order. */
@Component
class Shipments {

    private static final String SELECT = """
        SELECT id, number, order_id, state, reason, carrier, tracking_number, quantities, requested_by, requested_at,
               decided_at,
               (SELECT shipping_address FROM sales_order WHERE sales_order.id = shipment.order_id) AS shipping_address
          FROM shipment
        """;

    private final DatabaseClient database;

    Shipments(DatabaseClient database) {
        this.database = database;
    }

    /** A number such as SH-2026-000004: unique, with gaps. */
    Mono<String> nextNumber(Year year) {
        return database.sql("SELECT nextval('shipment_number') AS number")
                .map(row -> "SH-%s-%06d".formatted(year, row.get("number", Long.class)))
                .one();
    }

    Mono<Void> insert(Shipment shipment) {
        return database.sql("""
            INSERT INTO shipment (id, number, order_id, state, carrier, tracking_number, quantities, requested_by,
                                  requested_at)
            VALUES (:id, :number, :orderId, :state, :carrier, :trackingNumber, :quantities::numeric[], :requestedBy,
                    :requestedAt)
            """)
                .bind("id", shipment.id())
                .bind("number", shipment.number())
                .bind("orderId", shipment.orderId())
                .bind("state", shipment.state().code())
                .bind("carrier", OrNull.text(shipment.carrier()))
                .bind("trackingNumber", OrNull.text(shipment.trackingNumber()))
                .bind("quantities", shipment.quantities().literal())
                .bind("requestedBy", shipment.requestedBy())
                .bind("requestedAt", shipment.requestedAt().atOffset(ZoneOffset.UTC))
                .then();
    }

    Mono<Void> decided(Collection<Shipment> shipments) {
        if (shipments.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
            UPDATE shipment
               SET state = after.state, reason = after.reason, decided_at = after.decided_at
              FROM unnest(:ids::uuid[], :states::text[], :reasons::text[], :times::timestamptz[])
                   AS after (id, state, reason, decided_at)
             WHERE shipment.id = after.id
            """)
                .bind("ids", Columns.of(shipments, Shipment::id, UUID[]::new))
                .bind("states", Columns.of(shipments, s -> s.state().code(), String[]::new))
                .bind("reasons", Columns.of(shipments, Shipment::reason, String[]::new))
                .bind(
                        "times",
                        Columns.of(shipments, s -> s.decidedAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
                .then();
    }

    Mono<List<Shipment>> find(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Mono.just(List.of());
        }
        return database.sql(SELECT + "WHERE id = ANY (:ids::uuid[])")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(Shipments::read)
                .all()
                .collectList();
    }

    /** Those that inventory has not answered. */
    Mono<List<Shipment>> open(UUID orderId) {
        return database.sql(SELECT + "WHERE order_id = :orderId AND state = 'requested' ORDER BY requested_at, id")
                .bind("orderId", orderId)
                .map(Shipments::read)
                .all()
                .collectList();
    }

    /** @throws Problem 404 */
    Mono<Shipment> find(UUID orderId, UUID id) {
        return database.sql(SELECT + "WHERE id = :id AND order_id = :orderId")
                .bind("id", id)
                .bind("orderId", orderId)
                .map(Shipments::read)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("shipment", id)));
    }

    Mono<Page<Shipment>> list(UUID orderId, PageRequest page) {
        return ListQuery.select(SELECT)
                .sortable("requestedAt", "requested_at", OffsetDateTime.class)
                .where("order_id = :orderId", "orderId", orderId)
                .page(database, page, Shipments::read);
    }

    private static Shipment read(Readable row) {
        return new Shipment(
                row.get("id", UUID.class),
                row.get("number", String.class),
                row.get("order_id", UUID.class),
                Shipment.State.of(row.get("state", String.class)),
                row.get("reason", String.class),
                row.get("carrier", String.class),
                row.get("tracking_number", String.class),
                Address.parse(row.get("shipping_address", String.class)),
                SalesOrderRow.perLine(row, "quantities"),
                row.get("requested_by", String.class),
                SalesOrderRow.instant(row, "requested_at"),
                SalesOrderRow.instant(row, "decided_at"));
    }
}
