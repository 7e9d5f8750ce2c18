package dev.erp.inventory.warehouse;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.text.Normalizer;
import java.util.Locale;

/**
 * What people say about a warehouse: the body of a new one, and what may be changed later, all but the code.
 *
 * @param code 1 to 20 characters without spaces; never changes
 * @param name one line of text, 1 to 200 characters
 * @param isDefault whether orders and goods go there that name no warehouse; the one that was, is it no more. false if not given
 */
record WarehouseDetails(
        @Schema(example = "NORTH")
        @NotBlank(message = "must not be blank")
        @Size(max = 20, message = "must have at most 20 characters")
        @Pattern(regexp = "[^\\p{Z}\\p{C}]*", message = "must not contain spaces or invisible characters")
        String code,

        @Schema(example = "Warehouse North")
        @NotBlank(message = "must not be blank")
        @Size(max = 200, message = "must have at most 200 characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must be one line without control characters")
        String name,

        @Schema(example = "false", defaultValue = "false") Boolean isDefault) {

    WarehouseDetails {
        if (isDefault == null) {
            isDefault = false;
        }
    }

    /** The code as it is compared. */
    String codeKey() {
        return Normalizer.normalize(code, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    WarehouseDetails withDefault(boolean newDefault) {
        return new WarehouseDetails(code, name, newDefault);
    }
}
