/** What the public may know of the gateway's health. */
package dev.erp.gateway.health;
