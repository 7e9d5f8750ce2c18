package dev.erp.inventory.stock;

import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Stock is conserved: what there is, is what its movements say. (That it is never negative, the table's CHECKs say.) */
@Configuration(proxyBeanMethods = false)
class StockInvariants {

    @Bean
    Invariant everyProductHasStock() {
        return new Invariant("every_product_has_one_stock", """
                SELECT 'product ' || product.sku || ' has no stock'
                  FROM product LEFT JOIN stock ON stock.product_id = product.id
                 WHERE stock.product_id IS NULL
                """);
    }

    @Bean
    Invariant stockIsTheSumOfItsMovements() {
        return new Invariant("stock_is_the_sum_of_its_movements", """
                SELECT 'product ' || coalesce(stock.product_id, moved.product_id)
                       || ': on hand ' || coalesce(stock.on_hand, 0) || ', moved ' || coalesce(moved.on_hand, 0)
                       || '; reserved ' || coalesce(stock.reserved, 0) || ', moved ' || coalesce(moved.reserved, 0)
                  FROM stock
                  FULL JOIN (SELECT product_id, sum(on_hand_change) AS on_hand, sum(reserved_change) AS reserved
                               FROM stock_movement
                              GROUP BY product_id) AS moved ON moved.product_id = stock.product_id
                 WHERE (coalesce(stock.on_hand, 0), coalesce(stock.reserved, 0))
                       <> (coalesce(moved.on_hand, 0), coalesce(moved.reserved, 0))
                """);
    }
}
