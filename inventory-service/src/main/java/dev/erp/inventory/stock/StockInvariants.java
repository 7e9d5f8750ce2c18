package dev.erp.inventory.stock;

import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Stock is conserved: what there is and what it is worth, is what its movements say. (That it is never negative, and that nothing is
 * available while somebody waits, the table's CHECKs say as well.)
 */
@Configuration(proxyBeanMethods = false)
class StockInvariants {

    @Bean
    Invariant everyProductHasStock() {
        return new Invariant("every_product_has_stock_in_the_default_warehouse", """
                SELECT 'product ' || product.sku || ' has no stock'
                  FROM product
                 WHERE NOT EXISTS (SELECT FROM stock JOIN warehouse ON warehouse.id = warehouse_id
                                    WHERE product_id = product.id AND is_default)
                """);
    }

    @Bean
    Invariant stockIsTheSumOfItsMovements() {
        return new Invariant("stock_is_the_sum_of_its_movements", """
                SELECT 'product ' || coalesce(stock.product_id, moved.product_id)
                       || ': on hand ' || coalesce(stock.on_hand, 0) || ', moved ' || coalesce(moved.on_hand, 0)
                       || '; reserved ' || coalesce(stock.reserved, 0) || ', moved ' || coalesce(moved.reserved, 0)
                       || '; value ' || coalesce(stock.value, 0) || ', moved ' || coalesce(moved.value, 0)
                       || '; in warehouse ' || coalesce(stock.warehouse_id, moved.warehouse_id)
                  FROM stock
                  FULL JOIN (SELECT product_id, warehouse_id, sum(on_hand_change) AS on_hand,
                                    sum(reserved_change) AS reserved, sum(value_change) AS value
                               FROM stock_movement
                              GROUP BY product_id, warehouse_id) AS moved
                            ON moved.product_id = stock.product_id AND moved.warehouse_id = stock.warehouse_id
                 WHERE (coalesce(stock.on_hand, 0), coalesce(stock.reserved, 0), coalesce(stock.value, 0))
                       <> (coalesce(moved.on_hand, 0), coalesce(moved.reserved, 0), coalesce(moved.value, 0))
                """);
    }

    @Bean
    Invariant reservedStockIsOnHand() {
        return new Invariant("reserved_is_between_nothing_and_what_is_on_hand", """
                SELECT 'stock ' || id || ': ' || reserved || ' reserved of ' || on_hand || ' on hand, worth ' || value
                  FROM stock
                 WHERE reserved < 0 OR reserved > on_hand OR value < 0 OR (on_hand = 0 AND value <> 0)
                """);
    }

    @Bean
    Invariant nothingIsAvailableWhileSomebodyWaits() {
        return new Invariant("nothing_is_available_while_somebody_waits", """
                SELECT 'stock ' || stock.id || ': ' || (on_hand - reserved) || ' available, ' || waiting
                       || ' waited for by its own account and ' || coalesce(queue.quantity, 0) || ' by back orders'
                  FROM stock
                  FULL JOIN (SELECT product_id, warehouse_id, sum(quantity) AS quantity
                               FROM back_order
                              GROUP BY product_id, warehouse_id) AS queue
                            ON queue.product_id = stock.product_id AND queue.warehouse_id = stock.warehouse_id
                 WHERE (waiting > 0 AND on_hand > reserved)
                    OR coalesce(waiting, 0) <> coalesce(queue.quantity, 0)
                """);
    }
}
