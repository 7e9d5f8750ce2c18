/** The public API as a client uses it: nothing here knows more than any other client could. */
package dev.erp.standalone.api;
