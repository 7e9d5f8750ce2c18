package dev.erp.finance.credit;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.credit.CreditNoteQueries.Filter;
import dev.erp.finance.document.CalculationView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Credit notes", description = "What is taken back of invoices")
class CreditNoteController {

    private static final List<String> STATUSES = List.of("draft", "sent", "void");

    /** @param reason for the file; 1 to 500 characters */
    record VoidCreditNote(
            @Schema(example = "The goods were not ours")
            @NotBlank(message = "must be given")
            @Size(max = 500, message = "must be at most 500 characters")
            @PlainText
            String reason) {}

    /**
     * @param line number of the line of the invoice
     * @param quantity more than 0, at most what is left of the line
     */
    record CreditedLine(
            @Schema(example = "1")
            @NotNull(message = "must be given")
            @Min(value = 1, message = "must be 1 to 500")
            @Max(value = 500, message = "must be 1 to 500")
            Integer line,

            @Schema(example = "1") @NotNull(message = "must be given")
            Quantity quantity) {}

    /**
     * @param reason for the customer and for the file; 1 to 500 characters
     * @param lines 1 to 500, each line at most once; all that is left of the invoice if missing
     */
    record DraftCreditNote(
            @Schema(example = "The bags were torn")
            @NotBlank(message = "must be given")
            @Size(max = 500, message = "must be at most 500 characters")
            @PlainText
            String reason,

            @Size(min = 1, max = 500, message = "must be 1 to 500 lines")
            List<@Valid @NotNull(message = "must be given") CreditedLine> lines) {}

    private final CreditNotes notes;
    private final CreditingByHand byHand;
    private final CreditNoteQueries queries;
    private final Commands commands;

    CreditNoteController(CreditNotes notes, CreditingByHand byHand, CreditNoteQueries queries, Commands commands) {
        this.notes = notes;
        this.byHand = byHand;
        this.queries = queries;
        this.commands = commands;
    }

    @GetMapping("/credit-notes")
    @Permission("invoices:read")
    @Operation(
            summary = "List credit notes",
            description = "Without their lines. Sort: createdAt, orderNumber, customerName.")
    Mono<Page<CreditNoteView>> list(
            @Schema(allowableValues = {"draft", "sent", "void"}) @RequestParam(required = false) String status,
            @RequestParam(required = false) UUID invoiceId,
            @RequestParam(required = false) UUID orderId,
            @RequestParam(required = false) UUID customerId,
            @RequestParam(required = false) UUID returnId,
            @RequestParam(required = false) String q,
            @SortableBy({"createdAt", "orderNumber", "customerName"}) PageRequest page) {
        if (status != null && !STATUSES.contains(status)) {
            throw Problem.invalid("status", "unknown", "must be one of " + STATUSES);
        }
        return queries.list(new Filter(status, invoiceId, orderId, customerId, returnId, q), page);
    }

    @GetMapping("/credit-notes/{id}")
    @Permission("invoices:read")
    @Operation(summary = "Read a credit note")
    Mono<ResponseEntity<CreditNoteView>> get(@PathVariable UUID id) {
        return queries.get(id)
                .map(note -> ResponseEntity.ok().eTag(ETag.of(note.version())).body(CreditNoteView.of(note, true)));
    }

    @GetMapping("/credit-notes/{id}/calculation")
    @Permission("invoices:read")
    @Operation(
            summary = "Explain the amounts of a credit note",
            description =
                    "Line by line: what was computed, what was rounded, and what of a discount or remainder it got.")
    Mono<CalculationView> calculation(@PathVariable UUID id) {
        return queries.calculation(id);
    }

    @PostMapping("/invoices/{id}/credit-notes")
    @Permission("invoices:write")
    @Operation(
            summary = "Draft a credit note by hand",
            description = "Over pieces of lines at their share of the invoice, or over all that is left of it. It takes"
                    + " effect when it is sent.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CreditNoteView.class)))
    @Refuses(
            status = 409,
            code = "invoice_void",
            detail = "The invoice was voided at 2026-11-03T07:30:00Z: The customer ordered twice.")
    @Refuses(status = 409, code = "invoice_not_sent", detail = "The invoice is a draft: it can be voided instead.")
    @Refuses(status = 409, code = "nothing_left_to_credit", detail = "All of the invoice is credited.")
    @Refuses(
            status = 422,
            code = "exceeds_invoice",
            detail = "lines[0] cannot be credited: of line 1 4 are to be credited, and only 3 are left",
            field = "lines[0]",
            fieldMessage = "cannot be credited: of line 1 4 are to be credited, and only 3 are left")
    Mono<ResponseEntity<byte[]>> draft(@PathVariable UUID id, @Valid @RequestBody DraftCreditNote body, Caller caller) {
        List<CreditingByHand.Piece> pieces = body.lines() == null ? null : pieces(body.lines());
        String reason = body.reason().strip();
        return commands.run(caller, () -> byHand.draft(id, reason, pieces, caller::inProcess)
                .map(note -> Answer.created("/api/v1/credit-notes/" + note.id(), 1, CreditNoteView.of(note, true))));
    }

    private static List<CreditingByHand.Piece> pieces(List<CreditedLine> lines) {
        if (lines.stream().map(CreditedLine::line).distinct().count() < lines.size()) {
            throw Problem.invalid("lines", "repeated", "must not hold a line twice");
        }
        List<CreditingByHand.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).quantity().isPositive()) {
                throw Problem.invalid("lines[" + i + "].quantity", "not_positive", "must be more than 0");
            }
            pieces.add(new CreditingByHand.Piece(
                    lines.get(i).line(), lines.get(i).quantity().value()));
        }
        return pieces;
    }

    @PostMapping("/credit-notes/{id}/send")
    @Permission("invoices:write")
    @Operation(
            summary = "Send a credit note",
            description = "Gives it the next number of the year, without gaps, and takes its amount off what is"
                    + " outstanding of its invoice. The invoice is sent first.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CreditNoteView.class)))
    @Refuses(
            status = 409,
            code = "credit_note_void",
            detail = "The credit note was voided at 2026-11-20T10:30:00Z: The goods were not ours.")
    @Refuses(
            status = 409,
            code = "credit_note_already_sent",
            detail = "The credit note was sent before, as CRN-2026-000002 at 2026-11-20T10:30:00Z.")
    @Refuses(
            status = 409,
            code = "invoice_not_sent",
            detail = "The invoice is a draft: send it before its credit notes are sent.")
    @Refuses(
            status = 409,
            code = "invoice_void",
            detail = "The invoice was voided at 2026-11-03T07:30:00Z: The customer ordered twice.")
    Mono<ResponseEntity<byte[]>> send(@PathVariable UUID id, Caller caller) {
        return commands.run(caller, () -> notes.send(id, caller::inProcess).map(CreditNoteController::answer));
    }

    @PostMapping("/credit-notes/{id}/void")
    @Permission("invoices:write")
    @Operation(
            summary = "Void a drafted credit note",
            description = "What it would have taken back can be credited again.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CreditNoteView.class)))
    @Refuses(
            status = 409,
            code = "credit_note_void",
            detail = "The credit note was voided at 2026-11-20T10:30:00Z: The goods were not ours.")
    @Refuses(
            status = 409,
            code = "credit_note_already_sent",
            detail = "The credit note was sent before, as CRN-2026-000002 at 2026-11-20T10:30:00Z.")
    Mono<ResponseEntity<byte[]>> voidDraft(
            @PathVariable UUID id, @Valid @RequestBody VoidCreditNote body, Caller caller) {
        String reason = body.reason().strip();
        return commands.run(
                caller, () -> notes.voidFor(id, reason, caller::inProcess).map(CreditNoteController::answer));
    }

    private static Answer answer(CreditNote after) {
        return Answer.ok(after.version(), CreditNoteView.of(after, true));
    }
}
