/** Access tokens, what they say, and how they are taken back. */
package dev.erp.auth.token;
