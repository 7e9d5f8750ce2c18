package dev.erp.inventory.product;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a product can be ordered. */
enum ProductStatus {
    ACTIVE,
    DISCONTINUED;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
