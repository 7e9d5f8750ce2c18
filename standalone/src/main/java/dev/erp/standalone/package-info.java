/** The console: what {@code ./erp} says and does. */
package dev.erp.standalone;
