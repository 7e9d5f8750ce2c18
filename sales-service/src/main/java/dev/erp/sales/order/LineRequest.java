package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.catalogue.CatalogueProduct;
import dev.erp.sales.order.SalesOrder.Line;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;

/** So much of a line of an order that exists. */
@Schema(name = "SalesOrderLineQuantity")
record LineRequest(
        @Schema(example = "1")
        @NotNull(message = "must be given")
        @Min(value = 1, message = "must be 1 to 500")
        @Max(value = 500, message = "must be 1 to 500")
        Integer line,

        @Schema(example = "2", minimum = "0", maximum = "1000000") @NotNull(message = "must be given") @Orderable
        Quantity quantity) {

    /**
     * The quantities by line of the order.
     *
     * @param most of each line
     * @param code of the problem when more is asked for
     * @param because what the limit is, for people: "must be at most 3: so much is …"
     * @throws Problem 400 for a line that is named twice, 422 for one that the order does not have, and for too much of it
     */
    static PerLine resolve(List<LineRequest> requests, List<Line> lines, PerLine most, String code, String because) {
        List<Quantity> quantities = new ArrayList<>(PerLine.zeros(lines.size()).values());
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            LineRequest request = requests.get(i);
            String field = "lines[" + i + "]";
            if (request.line > lines.size()) {
                errors.add(
                        new FieldError(field + ".line", "unknown_line", "The order has no line " + request.line + "."));
                continue;
            }
            if (quantities.get(request.line - 1).isPositive()) {
                throw Problem.invalid(field + ".line", "repeated", "must not name a line twice");
            }
            Quantity limit = most.at(request.line);
            if (request.quantity.compareTo(limit) > 0) {
                errors.add(new FieldError(
                        field + ".quantity",
                        code,
                        "must be at most " + limit + ": " + because + " of line " + request.line));
            }
            quantities.set(request.line - 1, request.quantity);
        }
        if (!errors.isEmpty()) {
            FieldError first = errors.getFirst();
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    first.code(),
                    first.code().equals(code) ? first.field() + " " + first.message() : first.message(),
                    errors);
        }
        return new PerLine(quantities);
    }

    /** @throws Problem 422 {@code too_many_decimals} for a quantity that its product's unit cannot have */
    static void requireDecimals(List<LineRequest> requests, List<Line> lines, Map<UUID, CatalogueProduct> products) {
        List<FieldError> errors = IntStream.range(0, requests.size())
                .filter(i -> requests.get(i).line <= lines.size())
                .mapToObj(i -> Optional.ofNullable(
                                products.get(lines.get(requests.get(i).line - 1).productId()))
                        .flatMap(product -> product.refusal("lines[" + i + "].quantity", requests.get(i).quantity)))
                .flatMap(Optional::stream)
                .toList();
        if (!errors.isEmpty()) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    errors.getFirst().code(),
                    errors.getFirst().message(),
                    errors);
        }
    }
}
