package dev.erp.sales.customer;

import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A postal address; any part may be missing. */
public record Address(
        @Schema(example = "Kastanienallee 12") @Size(max = 200, message = "must have at most 200 characters") @PlainText
        String street,

        @Schema(example = "10435") @Size(max = 20, message = "must have at most 20 characters") @PlainText
        String postalCode,

        @Schema(example = "Berlin") @Size(max = 100, message = "must have at most 100 characters") @PlainText
        String city,

        @Size(max = 100, message = "must have at most 100 characters") @PlainText
        String region,

        @Schema(example = "DE")
        @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166 code of two letters, such as DE")
        String country) {

    private static final Address NONE = new Address(null, null, null, null, null);

    /** The address, or null when nothing is in it. */
    public static @Nullable Address orNull(@Nullable Address address) {
        return NONE.equals(address) ? null : address;
    }

    /** As it is stored and goes out in events; null for null. */
    public static @Nullable String json(@Nullable Address address) {
        return address == null ? null : EventJson.write(address);
    }

    /** @param json what {@link #json} gave */
    public static @Nullable Address parse(@Nullable String json) {
        return json == null ? null : EventJson.MAPPER.readValue(json, Address.class);
    }
}
