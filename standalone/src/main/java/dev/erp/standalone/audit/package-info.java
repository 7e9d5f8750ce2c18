/** The audit trail in a file: verified without the system that it comes from. */
package dev.erp.standalone.audit;
