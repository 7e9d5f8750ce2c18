package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.PlainText;
import dev.erp.sales.order.SalesReturn.Disposition;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What came back, and why. */
record EnterReturn(
        @NotNull(message = "must be given: 1 to 500 lines")
        @Size(min = 1, max = 500, message = "must have 1 to 500 lines")
        List<@NotNull(message = "must not be null") @Valid Line> lines,

        @Schema(example = "wrong colour")
        @NotBlank(message = "must be given")
        @Size(max = 500, message = "must have at most 500 characters")
        @PlainText
        String reason) {

    @Schema(name = "NewSalesReturnLine")
    record Line(
            @Schema(example = "1")
            @NotNull(message = "must be given")
            @Min(value = 1, message = "must be 1 to 500")
            @Max(value = 500, message = "must be 1 to 500")
            Integer line,

            @Schema(example = "2", minimum = "0", maximum = "1000000") @NotNull(message = "must be given") @Orderable
            Quantity quantity,

            @Schema(example = "restock") @NotNull(message = "must be given: restock or scrap")
            Disposition disposition) {}

    List<LineRequest> quantities() {
        return lines.stream()
                .map(line -> new LineRequest(line.line, line.quantity))
                .toList();
    }

    Map<Integer, Disposition> dispositions() {
        return lines.stream().collect(Collectors.toMap(Line::line, Line::disposition, (first, again) -> first));
    }
}
