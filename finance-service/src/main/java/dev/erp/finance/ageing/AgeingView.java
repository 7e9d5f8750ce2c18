package dev.erp.finance.ageing;

import dev.erp.chassis.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/**
 * What a customer owes, or a supplier is owed, by how many days it was overdue on the day that was asked for.
 *
 * @param partyId of the customer or supplier
 * @param notDue the due date was that day or later
 * @param days1To30 1 to 30 days overdue
 */
@Schema(name = "Ageing")
record AgeingView(
        @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01")
        UUID partyId,

        @Schema(example = "C-000017") String number,
        @Schema(example = "Café Morgenrot") String name,
        @Schema(example = "EUR 142.68") Money notDue,
        @Schema(example = "EUR 20.00") Money days1To30,
        @Schema(example = "EUR 0.00") Money days31To60,
        @Schema(example = "EUR 0.00") Money days61To90,
        @Schema(example = "EUR 5.00") Money over90,
        @Schema(example = "EUR 167.68") Money total) {}
