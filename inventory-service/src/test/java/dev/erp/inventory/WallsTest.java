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
                        "dev.erp.inventory.stock.StockLevel",
                        "dev.erp.inventory.stock.StockAdjusted",
                        "dev.erp.inventory.reservation.Reservation",
                        "dev.erp.inventory.reservation.ReservationEvent",
                        "dev.erp.inventory.reservation.ReservationSet",
                        "dev.erp.inventory.reservation.SalesOrderEvent",
                        "dev.erp.inventory.reservation.Shelf")
                .stand();
    }
}
