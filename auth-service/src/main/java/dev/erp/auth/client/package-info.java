/** API clients: machines that log in with an id and a secret. */
package dev.erp.auth.client;
