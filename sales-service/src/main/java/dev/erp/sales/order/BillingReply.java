package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What finance answers. */
sealed interface BillingReply extends Reply {

    /** So much of a line of the order is on the document. */
    record BilledLine(int line, Quantity quantity) {
        private boolean isWhole() {
            return line >= 1 && line <= StockReply.MAX_LINES && quantity != null && quantity.isPositive();
        }

        private static boolean areWhole(List<BilledLine> lines) {
            return lines != null
                    && !lines.isEmpty()
                    && lines.size() <= StockReply.MAX_LINES
                    && lines.stream().allMatch(BilledLine::isWhole);
        }
    }

    /** @param outstanding missing: all of gross */
    record InvoiceDrafted(
            UUID orderId, UUID invoiceId, List<BilledLine> lines, BigDecimal gross, BigDecimal outstanding)
            implements BillingReply {
        @Override
        public String step() {
            return "invoice_drafted";
        }

        @Override
        public boolean isComplete() {
            return invoiceId != null && BilledLine.areWhole(lines);
        }

        @Override
        public String detail() {
            return "invoice drafted";
        }

        @Override
        public BigDecimal owed() {
            return outstanding == null ? gross : outstanding;
        }
    }

    record InvoiceSent(UUID orderId, UUID invoiceId, String number, LocalDate dueOn, BigDecimal outstanding)
            implements BillingReply {
        @Override
        public String step() {
            return "invoice_sent";
        }

        @Override
        public String detail() {
            return "invoice " + number + " sent, due on " + dueOn;
        }

        @Override
        public BigDecimal owed() {
            return outstanding;
        }
    }

    record InvoicePartiallyPaid(
            UUID orderId, UUID invoiceId, String number, String currency, BigDecimal paid, BigDecimal outstanding)
            implements BillingReply {
        @Override
        public String step() {
            return "invoice_partially_paid";
        }

        @Override
        public String detail() {
            return "%s %s of invoice %s paid, %s outstanding"
                    .formatted(plain(paid), currency, number, plain(outstanding));
        }

        @Override
        public BigDecimal owed() {
            return outstanding;
        }
    }

    record InvoicePaid(UUID orderId, UUID invoiceId, String number) implements BillingReply {
        @Override
        public String step() {
            return "invoice_paid";
        }

        @Override
        public String detail() {
            return "invoice " + number + " paid in full";
        }

        @Override
        public BigDecimal owed() {
            return BigDecimal.ZERO;
        }
    }

    /** A credit note was sent: so much less is outstanding. */
    record InvoiceCredited(UUID orderId, UUID invoiceId, String number, String creditNoteNumber, BigDecimal outstanding)
            implements BillingReply {
        @Override
        public String step() {
            return "invoice_credited";
        }

        @Override
        public String detail() {
            return "credit note %s sent, %s of invoice %s outstanding"
                    .formatted(creditNoteNumber, plain(outstanding), number);
        }

        @Override
        public BigDecimal owed() {
            return outstanding;
        }
    }

    /** A payment was taken back. */
    record PaymentReversed(UUID orderId, UUID invoiceId, String number, BigDecimal outstanding)
            implements BillingReply {
        @Override
        public String step() {
            return "invoice_payment_reversed";
        }

        @Override
        public String detail() {
            return "a payment was taken back, %s of invoice %s outstanding".formatted(plain(outstanding), number);
        }

        @Override
        public BigDecimal owed() {
            return outstanding;
        }
    }

    record InvoiceOverdue(UUID orderId, UUID invoiceId, String number) implements BillingReply {
        @Override
        public String step() {
            return "invoice_overdue";
        }

        @Override
        public String detail() {
            return "invoice " + number + " is overdue";
        }
    }

    record InvoiceVoided(UUID orderId, UUID invoiceId, String reason) implements BillingReply {
        @Override
        public String step() {
            return "invoice_voided";
        }

        @Override
        public String detail() {
            return "invoice voided: " + reason;
        }
    }

    record CreditNoteDrafted(UUID orderId, UUID creditNoteId, UUID invoiceId, UUID returnId, List<BilledLine> lines)
            implements BillingReply {
        @Override
        public String step() {
            return "credit_note_drafted";
        }

        @Override
        public boolean isComplete() {
            return creditNoteId != null && BilledLine.areWhole(lines);
        }

        @Override
        public String detail() {
            return "credit note drafted";
        }
    }

    /** A draft that nobody sent. */
    record CreditNoteVoided(UUID orderId, UUID creditNoteId, UUID invoiceId, String reason) implements BillingReply {
        @Override
        public String step() {
            return "credit_note_voided";
        }

        @Override
        public boolean isComplete() {
            return creditNoteId != null;
        }

        @Override
        public String detail() {
            return "credit note voided: " + reason;
        }
    }

    UUID invoiceId();

    /** What is outstanding of the invoice now, or null when it does not say. */
    default BigDecimal owed() {
        return null;
    }

    @Override
    default boolean isComplete() {
        return true;
    }

    private static String plain(BigDecimal amount) {
        return amount == null ? "?" : amount.toPlainString();
    }
}
