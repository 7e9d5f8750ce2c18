/** Login: a password becomes an access token. */
package dev.erp.auth.login;
