/** A small trading company, made through the public API alone. */
package dev.erp.standalone.demo;
