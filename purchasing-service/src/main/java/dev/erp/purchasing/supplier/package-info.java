/** Suppliers: who sells to us, in which currency, on which terms, and what they call and charge for our products. */
package dev.erp.purchasing.supplier;
