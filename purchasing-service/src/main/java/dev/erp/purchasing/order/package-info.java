/**
 * Purchase orders. To follow one from its draft to its bill, read {@code PurchaseOrderController}, {@code Drafting},
 * {@code Agreeing}, {@code Receiving}, {@code ReceiptSaga} and {@code PurchaseOrders}, in this order.
 */
package dev.erp.purchasing.order;
