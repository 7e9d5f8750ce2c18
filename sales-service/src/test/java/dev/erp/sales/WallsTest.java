package dev.erp.sales;

import dev.erp.testing.Walls;
import org.junit.jupiter.api.Test;

class WallsTest {

    @Test
    void the_walls_of_the_house_stand() {
        Walls.of("dev.erp.sales")
                .pure(
                        "dev.erp.sales.customer.Customer",
                        "dev.erp.sales.customer.CustomerDetails",
                        "dev.erp.sales.catalogue.CatalogueProduct",
                        "dev.erp.sales.order.Reply",
                        "dev.erp.sales.order.Pricing",
                        "dev.erp.sales.order.SalesOrder",
                        "dev.erp.sales.order.SalesOrderEvent")
                .stand();
    }
}
