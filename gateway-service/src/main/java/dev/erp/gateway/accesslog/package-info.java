/** One line for each request: who asked for what, and how it went. */
package dev.erp.gateway.accesslog;
