package dev.erp.purchasing.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.purchasing.order.PurchaseOrder.Line;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** What requests say of lines, and what is refused about it. */
final class Lines {

    private Lines() {}

    /** 1.5 pieces of what is counted in whole ones. */
    static Optional<FieldError> decimals(Line line, Quantity quantity, String field) {
        return decimals(line.sku(), line.unit(), line.unitDecimals(), quantity, field);
    }

    static Optional<FieldError> decimals(String sku, String unit, int decimals, Quantity quantity, String field) {
        if (quantity.value().scale() <= decimals) {
            return Optional.empty();
        }
        return Optional.of(new FieldError(
                field,
                "too_many_decimals",
                "%s is counted in the unit %s with %d decimals.".formatted(sku, unit, decimals)));
    }

    static FieldError unknownOrTwice(PurchaseOrder order, String field, int line) {
        return line > order.lines().size()
                ? new FieldError(
                        field,
                        "unknown_line",
                        "Purchase order %s has %d lines, no line %d."
                                .formatted(order.number(), order.lines().size(), line))
                : new FieldError(field, "repeated_line", "Line %d is named more than once.".formatted(line));
    }

    /** @throws Problem 422 with the first one's code, if there are any */
    static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            FieldError first = errors.getFirst();
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, first.code(), first.message(), errors);
        }
    }
}
