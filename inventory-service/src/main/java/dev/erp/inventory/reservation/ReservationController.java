package dev.erp.inventory.reservation;

import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.SortableBy;
import dev.erp.inventory.ledger.Reservation;
import dev.erp.inventory.ledger.Shortage;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Reservations over HTTP; to be read only: they are made and released by what happens to orders. */
@RestController
@RequestMapping("/api/v1/reservations")
@Tag(name = "Reservations")
class ReservationController {

    private static final String SELECT = """
            SELECT order_id AS id, order_number, warehouse_id, state, reason, shortages::text AS shortages, reserve_until, version,
                   decided_at, updated_at,
                   (SELECT json_agg(json_build_object(
                               'productId', line.product_id, 'sku', sku, 'quantity', line.quantity,
                               'reserved', CASE WHEN state IN ('confirmed', 'waiting')
                                                THEN line.quantity - issued - coalesce(back_order.quantity, 0)
                                                ELSE 0 END,
                               'waiting', coalesce(back_order.quantity, 0), 'issued', issued, 'returned', returned)
                             ORDER BY sku)
                      FROM reservation_line AS line
                           JOIN product ON product.id = line.product_id
                           LEFT JOIN back_order
                                  ON back_order.order_id = line.order_id AND back_order.product_id = line.product_id
                     WHERE line.order_id = reservation.order_id)::text AS lines
              FROM reservation
            """;

    private final DatabaseClient database;

    ReservationController(DatabaseClient database) {
        this.database = database;
    }

    @GetMapping
    @Permission("reservations:read")
    @Operation(summary = "List reservations, latest first")
    Mono<Page<ReservationView>> list(
            @Schema(allowableValues = {"confirmed", "waiting", "rejected", "released", "expired", "fulfilled"})
                    @RequestParam(required = false)
                    String state,
            @SortableBy("decidedAt") PageRequest page) {
        return ListQuery.select(SELECT)
                .sortable("decidedAt", "decided_at", OffsetDateTime.class)
                .where(filter(state), "state", state)
                .page(database, page, ReservationController::view);
    }

    @GetMapping("/{orderId}")
    @Permission("reservations:read")
    @Operation(summary = "Read the reservation of an order")
    Mono<ResponseEntity<ReservationView>> get(@PathVariable UUID orderId) {
        return database.sql(SELECT + " WHERE order_id = :id")
                .bind("id", orderId)
                .map(ReservationController::view)
                .one()
                .map(reservation ->
                        ResponseEntity.ok().eTag(ETag.of(reservation.version())).body(reservation))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("reservation of an order", orderId)));
    }

    private static String filter(String state) {
        if (state == null || state.equals(Reservation.State.CONFIRMED.code())) {
            return "state = :state";
        }
        if (Arrays.stream(Reservation.State.values())
                .noneMatch(known -> known.code().equals(state))) {
            throw Problem.invalid(
                    "state", "unknown", "must be one of confirmed, waiting, rejected, released, expired, fulfilled");
        }
        // says what the partial index says, so that PostgreSQL may use it whatever the parameter is
        return "state <> 'confirmed' AND state = :state";
    }

    private static ReservationView view(Readable row) {
        OffsetDateTime until = row.get("reserve_until", OffsetDateTime.class);
        return new ReservationView(
                row.get("id", UUID.class),
                row.get("order_number", String.class),
                row.get("warehouse_id", UUID.class),
                Reservation.State.of(row.get("state", String.class)),
                Reservation.Reason.of(row.get("reason", String.class)),
                list(row, "lines", ReservationView.Line[].class),
                list(row, "shortages", Shortage[].class),
                until == null ? null : until.toInstant(),
                row.get("version", Long.class),
                instant(row, "decided_at"),
                instant(row, "updated_at"));
    }

    private static <T> List<T> list(Readable row, String column, Class<T[]> type) {
        String json = row.get(column, String.class);
        return json == null ? List.of() : List.of(EventJson.MAPPER.readValue(json, type));
    }

    private static Instant instant(Readable row, String column) {
        return row.get(column, OffsetDateTime.class).toInstant();
    }
}
