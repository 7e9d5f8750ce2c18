/** One order, walked from login to paid invoice, with every call and every event on the way. */
package dev.erp.standalone.walk;
