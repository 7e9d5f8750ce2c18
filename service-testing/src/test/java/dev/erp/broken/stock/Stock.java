package dev.erp.broken.stock;

import dev.erp.broken.order.OrderManager;

/** The other half of the circle. */
public class Stock {

    OrderManager back() {
        return null;
    }
}
