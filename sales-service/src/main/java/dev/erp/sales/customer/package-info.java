/** Customers: who buys, in which currency and on which terms. */
package dev.erp.sales.customer;
