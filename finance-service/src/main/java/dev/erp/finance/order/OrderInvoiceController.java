package dev.erp.finance.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.invoice.InvoiceView;
import dev.erp.finance.order.InvoicingByHand.Piece;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Invoices", description = "From sales orders, or free ones")
class OrderInvoiceController {

    /**
     * @param line number of the line of the order
     * @param quantity more than 0, at most what may be invoiced
     */
    @Schema(name = "InvoicedPiece")
    record InvoicedPiece(
            @Schema(example = "1")
            @NotNull(message = "must be given")
            @Min(value = 1, message = "must be 1 to 500")
            @Max(value = 500, message = "must be 1 to 500")
            Integer line,

            @Schema(example = "2") @NotNull(message = "must be given")
            Quantity quantity) {}

    /**
     * @param of {@code ordered} (if missing) or {@code shipped}: how much of each line may be invoiced in all
     * @param lines 1 to 500, each line at most once; all that may be invoiced if missing
     */
    @Schema(name = "DraftInvoiceOfOrder")
    record DraftInvoiceOfOrder(
            @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03") @NotNull(message = "must be given")
            UUID orderId,

            @Schema(
                    example = "shipped",
                    allowableValues = {"ordered", "shipped"})
            @Pattern(regexp = "ordered|shipped", message = "must be ordered or shipped")
            String of,

            @Size(min = 1, max = 500, message = "must be 1 to 500 lines")
            List<@Valid @NotNull(message = "must be given") InvoicedPiece> lines) {}

    private final InvoicingByHand byHand;
    private final Commands commands;
    private final BusinessCalendar calendar;

    OrderInvoiceController(InvoicingByHand byHand, Commands commands, BusinessCalendar calendar) {
        this.byHand = byHand;
        this.commands = commands;
        this.calendar = calendar;
    }

    @PostMapping("/api/v1/invoices/from-order")
    @Permission("invoices:write")
    @Operation(
            summary = "Draft an invoice of a sales order by hand",
            description = "Over what is ordered or shipped and on no other invoice that counts: no quantity is invoiced"
                    + " twice. An order has its invoice from its confirmation on; void that draft first. What a credit"
                    + " note by hand gave back may be invoiced again.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    @Refuses(status = 409, code = "order_cancelled", detail = "Order SO-2026-000017 is cancelled.")
    @Refuses(
            status = 409,
            code = "nothing_left_to_invoice",
            detail = "Everything that may be invoiced is on an invoice.")
    @Refuses(
            status = 422,
            code = "unknown_order",
            detail = "orderId must be a sales order that was confirmed",
            field = "orderId",
            fieldMessage = "must be a sales order that was confirmed")
    @Refuses(
            status = 422,
            code = "exceeds_order",
            detail = "lines[0] cannot be invoiced: of line 1 2 may be invoiced now, not 3",
            field = "lines[0]",
            fieldMessage = "cannot be invoiced: of line 1 2 may be invoiced now, not 3")
    Mono<ResponseEntity<byte[]>> draft(@Valid @RequestBody DraftInvoiceOfOrder body, Caller caller) {
        List<Piece> pieces = body.lines() == null ? null : pieces(body.lines());
        return commands.run(
                caller, () -> byHand.draft(body.orderId(), "shipped".equals(body.of()), pieces, caller::inProcess)
                        .map(draft -> Answer.created(
                                "/api/v1/invoices/" + draft.invoice().id(),
                                1,
                                InvoiceView.of(draft.invoice(), draft.lines(), calendar.today()))));
    }

    private static List<Piece> pieces(List<InvoicedPiece> lines) {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            InvoicedPiece line = lines.get(i);
            if (!line.quantity().isPositive()) {
                throw Problem.invalid("lines[" + i + "].quantity", "not_positive", "must be more than 0");
            }
            pieces.add(new Piece(line.line(), line.quantity().value()));
        }
        if (pieces.stream().map(Piece::line).distinct().count() < pieces.size()) {
            throw Problem.invalid("lines", "repeated", "must not hold a line twice");
        }
        return pieces;
    }
}
