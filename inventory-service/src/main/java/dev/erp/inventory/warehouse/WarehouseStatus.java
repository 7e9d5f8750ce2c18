package dev.erp.inventory.warehouse;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a warehouse takes orders and goods. */
enum WarehouseStatus {
    ACTIVE,
    DEACTIVATED;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
