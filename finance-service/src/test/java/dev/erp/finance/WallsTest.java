package dev.erp.finance;

import dev.erp.testing.Walls;
import org.junit.jupiter.api.Test;

class WallsTest {

    @Test
    void the_walls_of_the_house_stand() {
        Walls.of("dev.erp.finance")
                .pure(
                        "dev.erp.finance.invoice.InvoiceStatus",
                        "dev.erp.finance.invoice.InvoiceLine",
                        "dev.erp.finance.invoice.InvoiceEvent",
                        "dev.erp.finance.invoice.ConfirmedOrder",
                        "dev.erp.finance.invoice.CancelledOrder",
                        "dev.erp.finance.invoice.Invoice",
                        "dev.erp.finance.payment.Payment",
                        "dev.erp.finance.payment.PaymentMethod")
                .stand();
    }
}
