package dev.erp.inventory;

import dev.erp.testing.Walls;
import org.junit.jupiter.api.Test;

class WallsTest {

    @Test
    void the_walls_of_the_house_stand() {
        Walls.of("dev.erp.inventory")
                .pure(
                        "dev.erp.inventory.product.Product",
                        "dev.erp.inventory.product.ProductDetails",
                        "dev.erp.inventory.product.ProductEvent",
                        "dev.erp.inventory.warehouse.Warehouse",
                        "dev.erp.inventory.warehouse.WarehouseDetails",
                        "dev.erp.inventory.ledger.StockLevel",
                        "dev.erp.inventory.ledger.StockEvent",
                        "dev.erp.inventory.ledger.Shelf",
                        "dev.erp.inventory.ledger.StockRoom",
                        "dev.erp.inventory.ledger.OrderDecisions",
                        "dev.erp.inventory.ledger.PlacingDecisions",
                        "dev.erp.inventory.ledger.ShippingDecisions",
                        "dev.erp.inventory.ledger.OrderDocuments",
                        "dev.erp.inventory.ledger.StockEvents",
                        "dev.erp.inventory.ledger.StockItem",
                        "dev.erp.inventory.ledger.Shortage",
                        "dev.erp.inventory.ledger.GoodsDecisions",
                        "dev.erp.inventory.ledger.WaitingQueues",
                        "dev.erp.inventory.ledger.Changes",
                        "dev.erp.inventory.ledger.ReceiptDecisions",
                        "dev.erp.inventory.ledger.GivingWay",
                        "dev.erp.inventory.ledger.Movement",
                        "dev.erp.inventory.ledger.Reservation",
                        "dev.erp.inventory.ledger.ReservationEvent",
                        "dev.erp.inventory.ledger.SalesOrderEvent",
                        "dev.erp.inventory.receipt.PurchaseOrderEvent",
                        "dev.erp.inventory.receipt.Receipt",
                        "dev.erp.inventory.receipt.ReceiptSet")
                .stand();
    }
}
