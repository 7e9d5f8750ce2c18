package dev.erp.finance.invoice;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/** The customer as it was when the order was placed. */
@Schema(name = "InvoiceCustomer")
public record Customer(
        @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01")
        UUID customerId,

        @Schema(example = "C-000017") String number,
        @Schema(example = "Café Morgenrot") String name) {}
