package dev.erp.finance.journal;

import dev.erp.chassis.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the journal as the API shows it. It never changes.
 *
 * @param documentId the invoice, credit note, bill or payment
 * @param documentNumber for people; that of the document that is paid, for a payment
 * @param bookedOn the day that it counts from
 * @param postings each moves one amount from one account to another: debit and credit cannot differ
 * @param exchangeRate units of the base currency for one of the postings'; missing in the base currency, or when it is not known
 * @param reverses the entry that this one takes back; missing when none
 */
@Schema(name = "JournalEntry")
record JournalEntryView(
        @Schema(example = "0193f2c4-e4a7-73c9-8ffe-b2f0a5310c01")
        UUID id,

        @Schema(
                example = "invoice_sent",
                allowableValues = {
                    "invoice_sent",
                    "credit_note_sent",
                    "bill_sent",
                    "payment_received",
                    "payment_made",
                    "payment_reversed",
                    "credit_received",
                    "credit_applied",
                    "credit_refunded"
                })
        String kind,

        @Schema(example = "0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04")
        UUID documentId,

        @Schema(example = "INV-2026-000004") String documentNumber,
        @Schema(example = "2026-11-03") LocalDate bookedOn,
        List<PostingView> postings,

        @Schema(example = "0.9223", description = "Decimal in a string") @Nullable
        BigDecimal exchangeRate,

        @Schema(example = "0193f2c4-e4a7-73c9-8ffe-b2f0a5310c02") @Nullable
        UUID reverses,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
        String bookedBy,

        @Schema(example = "Fred Lindqvist") String bookedByName,
        @Schema(example = "2026-11-03T07:30:00Z") Instant bookedAt) {

    /**
     * An amount that goes from one account to another.
     *
     * @param debit code of the account that receives it
     * @param credit code of the account that gives it
     */
    @Schema(name = "JournalPosting")
    record PostingView(
            @Schema(example = "1200") String debit,
            @Schema(example = "4000") String credit,
            @Schema(example = "EUR 226.80") Money amount) {}
}
