package dev.erp.finance.credit;

import dev.erp.chassis.money.Money;
import dev.erp.finance.invoice.Customer;
import dev.erp.finance.invoice.LineView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credit note as the API shows it.
 *
 * @param number missing while a draft
 * @param status {@code draft}, {@code sent} or {@code void}; what the customer owes falls when it is sent
 * @param kind why there is one: goods came back, or the order was reduced or cancelled after its invoice was sent
 * @param returnId missing unless goods came back
 * @param reason in the words of whoever took the goods back, or reduced or cancelled the order
 * @param lines with the numbers of the invoice's lines; missing in lists
 * @param orderId missing when the invoice is free, like {@code orderNumber}
 * @param exchangeRate that of the invoice, from the sending on: units of the base currency for one of its; missing in the base currency, or
 *     when it is not known
 * @param rounding policy of the document: {@code half_up_per_line}
 */
@Schema(name = "CreditNote")
record CreditNoteView(
        @Schema(example = "0193f2c4-8e31-7d63-9f88-5c9c4a3fad06")
        UUID id,

        @Schema(example = "CRN-2026-000002") @Nullable String number,

        @Schema(
                example = "sent",
                allowableValues = {"draft", "sent", "void"})
        String status,

        @Schema(example = "return") CreditNote.Kind kind,

        @Schema(example = "0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04")
        UUID invoiceId,

        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03") @Nullable
        UUID orderId,

        @Schema(example = "SO-2026-000017") @Nullable String orderNumber,

        @Schema(example = "0193f2c4-8d20-7c52-8e77-4b8b392e9c05") @Nullable
        UUID returnId,

        @Schema(example = "RET-2026-000002") @Nullable String returnNumber,
        Customer customer,
        @Schema(example = "The bags were torn") String reason,
        @Schema(example = "half_up_per_line") String rounding,
        @Nullable List<LineView> lines,
        @Schema(example = "EUR 18.90") Money net,
        @Schema(example = "EUR 1.32") Money tax,
        @Schema(example = "EUR 20.22") Money gross,

        @Schema(example = "0.9223", description = "Decimal in a string") @Nullable
        BigDecimal exchangeRate,

        @Schema(example = "2026-11-20T09:15:04.512009Z") Instant createdAt,
        @Schema(example = "2026-11-20T10:30:00Z") @Nullable Instant sentAt,
        @Nullable Instant voidedAt,
        @Nullable String voidReason,
        @Schema(example = "2") long version) {

    static CreditNoteView of(CreditNote note, boolean withLines) {
        CreditNote.Terms terms = note.terms();
        return new CreditNoteView(
                note.id(),
                note.number(),
                note.status(),
                terms.kind(),
                terms.invoiceId(),
                terms.orderId(),
                terms.orderNumber(),
                terms.of().returnId(),
                terms.of().returnNumber(),
                terms.customer(),
                terms.reason(),
                terms.rounding(),
                withLines
                        ? note.lines().stream()
                                .map(line -> LineView.of(line, note.currency()))
                                .toList()
                        : null,
                terms.net(),
                terms.tax(),
                terms.gross(),
                note.sent() == null ? null : note.sent().exchangeRate(),
                terms.createdAt(),
                note.sent() == null ? null : note.sent().at(),
                note.voided() == null ? null : note.voided().at(),
                note.voided() == null ? null : note.voided().reason(),
                note.version());
    }
}
