/** What should be bought because its stock has fallen below its reorder level, and from whom. */
package dev.erp.purchasing.proposal;
