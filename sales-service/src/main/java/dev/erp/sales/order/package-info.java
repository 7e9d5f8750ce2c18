/**
 * Sales orders. To follow one from the request to its invoice, read {@code SalesOrderController}, {@code PlacingSalesOrders},
 * {@code Pricing}, {@code SalesOrder}, {@code SalesOrderSaga} and {@code SalesOrders}, in this order.
 */
package dev.erp.sales.order;
