package dev.erp.inventory.receipt;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What receipts listen to, and what must hold of them at any time. */
@Configuration(proxyBeanMethods = false)
class ReceiptSubscription {

    @Bean
    EventSubscription goodsThatWereBought(Receipts receipts) {
        return EventSubscription.named("receipts")
                .to(
                        PurchaseOrderEvent.TOPIC,
                        PurchaseOrderEvent.APPROVED,
                        PurchaseOrderEvent.CANCELLED,
                        PurchaseOrderEvent.RECEIPT_RECORDED,
                        PurchaseOrderEvent.REVERSAL_REQUESTED)
                .handledBy(receipts::handle);
    }

    @Bean
    Invariant aReceiptIsBookedOnce() {
        return new Invariant("a_receipt_brings_what_it_says_once", """
                SELECT 'receipt ' || coalesce(said.id, moved.id) || ' brought ' || coalesce(moved.quantity, 0) || ' of product '
                       || coalesce(said.product_id, moved.product_id) || ', and says ' || coalesce(said.quantity, 0)
                  FROM (SELECT receipt.id, (line ->> 'productId')::uuid AS product_id,
                               sum((line ->> 'quantity')::numeric) AS quantity
                          FROM receipt CROSS JOIN LATERAL jsonb_array_elements(lines) AS line
                         WHERE state = 'booked'
                         GROUP BY receipt.id, line ->> 'productId') AS said
                  FULL JOIN (SELECT document_id AS id, product_id, sum(on_hand_change) AS quantity
                               FROM stock_movement
                              WHERE document_type = 'receipt'
                              GROUP BY document_id, product_id
                             HAVING sum(on_hand_change) <> 0) AS moved
                            ON moved.id = said.id AND moved.product_id = said.product_id
                 WHERE coalesce(said.quantity, 0) <> coalesce(moved.quantity, 0)
                """);
    }
}
