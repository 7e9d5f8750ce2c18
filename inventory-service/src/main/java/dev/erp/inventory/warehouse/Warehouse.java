package dev.erp.inventory.warehouse;

import java.time.Instant;
import java.util.UUID;

/**
 * A place where stock lies.
 *
 * @param version contiguous from 1; every change is one version and one event
 */
record Warehouse(
        UUID id, WarehouseDetails details, WarehouseStatus status, long version, Instant createdAt, Instant updatedAt) {

    Warehouse next(WarehouseDetails newDetails, WarehouseStatus newStatus, Instant now) {
        return new Warehouse(id, newDetails, newStatus, version + 1, createdAt, now);
    }

    /** The body of {@code inventory.warehouse.*.v1}: the whole state. */
    record Data(UUID warehouseId, String code, String name, boolean isDefault, WarehouseStatus status) {}

    Data data() {
        return new Data(id, details.code(), details.name(), details.isDefault(), status);
    }
}
