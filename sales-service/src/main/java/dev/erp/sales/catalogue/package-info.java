/** What can be sold and at what price: a copy of inventory's products, fed by its events. */
package dev.erp.sales.catalogue;
