package dev.erp.finance;

import dev.erp.testing.Walls;
import org.junit.jupiter.api.Test;

class WallsTest {

    @Test
    void the_walls_of_the_house_stand() {
        Walls.of("dev.erp.finance")
                .pure(
                        "dev.erp.finance.document.DocumentStatus",
                        "dev.erp.finance.document.Checks",
                        "dev.erp.finance.invoice.InvoiceLine",
                        "dev.erp.finance.invoice.InvoiceEvent",
                        "dev.erp.finance.invoice.Invoice",
                        "dev.erp.finance.order.ConfirmedOrder",
                        "dev.erp.finance.order.CancelledOrder",
                        "dev.erp.finance.order.ReducedOrder",
                        "dev.erp.finance.order.ReturnedOrder",
                        "dev.erp.finance.order.OrderAccount",
                        "dev.erp.finance.order.OrderAccounts",
                        "dev.erp.finance.order.OrderBooks",
                        "dev.erp.finance.credit.CreditNote",
                        "dev.erp.finance.credit.CreditNoteEvent",
                        "dev.erp.finance.credit.CreditLines",
                        "dev.erp.finance.bill.Bill",
                        "dev.erp.finance.bill.BillEvent",
                        "dev.erp.finance.bill.BillLine",
                        "dev.erp.finance.bill.ReceivedGoods",
                        "dev.erp.finance.bill.ReversedReceipt",
                        "dev.erp.finance.journal.Account",
                        "dev.erp.finance.journal.JournalEntry",
                        "dev.erp.finance.payment.Payment",
                        "dev.erp.finance.payment.PaymentMethod")
                .stand();
    }
}
