/** What can be bought: a copy of inventory's products. */
package dev.erp.purchasing.catalogue;
