package dev.erp.inventory.ledger;

import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;

/** The refusal of a quantity that its product's unit of measure cannot have. */
public final class TooManyDecimals {

    private static final String CODE = "too_many_decimals";

    private TooManyDecimals() {}

    /** 422 naming the field and the unit. */
    public static Problem in(String field, String unit, int decimals) {
        return Problem.unprocessable(
                CODE,
                new FieldError(field, CODE, "must have at most %d decimals: the unit is %s".formatted(decimals, unit)));
    }
}
