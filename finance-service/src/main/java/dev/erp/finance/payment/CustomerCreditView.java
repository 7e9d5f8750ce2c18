package dev.erp.finance.payment;

import dev.erp.chassis.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * What a customer paid beyond what was outstanding, in one currency, and has not used.
 *
 * @param balance zero or more
 */
@Schema(name = "CustomerCredit")
record CustomerCreditView(
        @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01")
        UUID customerId,

        @Schema(example = "EUR 7.32") Money balance,
        @Schema(example = "2026-11-10T10:02:41.730114Z") Instant changedAt) {}
