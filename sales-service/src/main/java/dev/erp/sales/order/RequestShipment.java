package dev.erp.sales.order;

import dev.erp.chassis.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What shall leave, and with whom. */
record RequestShipment(
        @Size(min = 1, max = 500, message = "must have 1 to 500 lines; leave it out for everything that is reserved")
        List<@NotNull(message = "must not be null") @Valid LineRequest> lines,

        @Schema(example = "DHL") @Size(min = 1, max = 100, message = "must have 1 to 100 characters") @PlainText
        String carrier,

        @Schema(example = "JD014600003SE")
        @Size(min = 1, max = 100, message = "must have 1 to 100 characters")
        @PlainText
        String trackingNumber) {}
