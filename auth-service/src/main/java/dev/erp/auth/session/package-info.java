/** Sessions: what begins with a login, goes on with refresh tokens, and ends. */
package dev.erp.auth.session;
