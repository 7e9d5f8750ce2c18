package dev.erp.finance.payment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;

/**
 * A transfer that paid several invoices.
 *
 * @param items one payment for each, in the order in which they were entered
 */
@Schema(name = "Transfer")
record TransferView(
        @Schema(example = "0193f2c4-7d30-7c52-8e77-4b8b3f2e9c08")
        UUID transferId,

        List<PaymentView> items) {}
