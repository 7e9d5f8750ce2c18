/** Login: a password becomes a session. */
package dev.erp.auth.login;
