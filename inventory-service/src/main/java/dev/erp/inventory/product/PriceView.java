package dev.erp.inventory.product;

import dev.erp.chassis.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * A price that a product has, or has had, until the next one.
 *
 * @param price of one unit, without tax
 * @param actor who said so: a user's id, or a service
 */
@Schema(name = "ProductPrice")
record PriceView(
        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d09")
        UUID id,

        @Schema(example = "EUR 18.90") Money price,
        @Schema(example = "2026-10-19T13:45:12.004211Z") Instant validFrom,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
        String actor) {}
