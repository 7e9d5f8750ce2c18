/** What every request meets first: limits, tokens, headers. */
package dev.erp.gateway.door;
