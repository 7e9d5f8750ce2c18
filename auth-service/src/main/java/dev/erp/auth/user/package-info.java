/** Users: who may log in, and with which roles. */
package dev.erp.auth.user;
