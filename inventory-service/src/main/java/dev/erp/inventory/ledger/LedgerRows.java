package dev.erp.inventory.ledger;

import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.money.Quantity;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Stock and reservations as {@link LedgerLocks} reads them. */
final class LedgerRows {

    private LedgerRows() {}

    static StockItem item(Readable row) {
        return new StockItem(
                row.get("id", UUID.class),
                new Place(row.get("product_id", UUID.class), row.get("warehouse_id", UUID.class)),
                row.get("code", String.class),
                row.get("active", Boolean.class),
                row.get("sku", String.class),
                row.get("discontinued", Boolean.class),
                row.get("unit", String.class),
                row.get("unit_decimals", Integer.class),
                quantity(row, "reorder_level"),
                quantity(row, "reorder_quantity"),
                new StockLevel(quantity(row, "on_hand"), quantity(row, "reserved")),
                quantity(row, "waiting"),
                row.get("value", BigDecimal.class),
                row.get("low", Boolean.class),
                row.get("event_version", Long.class));
    }

    private static Quantity quantity(Readable row, String column) {
        return new Quantity(row.get(column, BigDecimal.class));
    }

    static Reservation reservation(Readable row) {
        OffsetDateTime until = row.get("reserve_until", OffsetDateTime.class);
        return new Reservation(
                row.get("order_id", UUID.class),
                row.get("order_number", String.class),
                row.get("warehouse_id", UUID.class),
                Reservation.State.of(row.get("state", String.class)),
                Reservation.Reason.of(row.get("reason", String.class)),
                list(row, "lines", Reservation.Line[].class),
                list(row, "shortages", Shortage[].class),
                until == null ? null : until.toInstant(),
                row.get("decided_at", OffsetDateTime.class).toInstant(),
                row.get("version", Long.class));
    }

    private static <T> List<T> list(Readable row, String column, Class<T[]> type) {
        String json = row.get(column, String.class);
        return json == null ? List.of() : List.of(EventJson.MAPPER.readValue(json, type));
    }
}
