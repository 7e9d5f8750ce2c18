package dev.erp.inventory.warehouse;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * A warehouse as the API shows it.
 *
 * @param isDefault whether orders and goods go there that name no warehouse
 */
@Schema(name = "Warehouse")
record WarehouseView(
        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d41")
        UUID id,

        @Schema(example = "NORTH") String code,
        @Schema(example = "Warehouse North") String name,
        @Schema(example = "false") boolean isDefault,
        @Schema(example = "active") WarehouseStatus status,
        @Schema(example = "1") long version,
        @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt,
        @Schema(example = "2026-10-19T13:45:12.004211Z") Instant updatedAt) {

    static WarehouseView of(Warehouse warehouse) {
        return new WarehouseView(
                warehouse.id(),
                warehouse.details().code(),
                warehouse.details().name(),
                warehouse.details().isDefault(),
                warehouse.status(),
                warehouse.version(),
                warehouse.createdAt(),
                warehouse.updatedAt());
    }
}
