package dev.erp.purchasing;

import dev.erp.testing.Walls;
import org.junit.jupiter.api.Test;

class WallsTest {

    @Test
    void the_walls_of_the_house_stand() {
        Walls.of("dev.erp.purchasing")
                .pure(
                        "dev.erp.purchasing.catalogue.CatalogueProduct",
                        "dev.erp.purchasing.supplier.Supplier",
                        "dev.erp.purchasing.supplier.SupplierDetails",
                        "dev.erp.purchasing.supplier.SupplierPrice",
                        "dev.erp.purchasing.order.Answering",
                        "dev.erp.purchasing.order.PurchaseOrder",
                        "dev.erp.purchasing.order.PurchaseOrderStatus",
                        "dev.erp.purchasing.order.PurchaseOrderEvent",
                        "dev.erp.purchasing.order.Quantities",
                        "dev.erp.purchasing.order.Receipt",
                        "dev.erp.purchasing.order.ReceiptSaga",
                        "dev.erp.purchasing.order.Receiving",
                        "dev.erp.purchasing.order.Reply",
                        "dev.erp.purchasing.order.Telling",
                        "dev.erp.purchasing.order.Waiting",
                        "dev.erp.purchasing.order.Decision",
                        "dev.erp.purchasing.proposal.Proposal",
                        "dev.erp.purchasing.proposal.Shortage")
                .stand();
    }
}
