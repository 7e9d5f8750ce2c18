/** Which service answers what, and how the gateway talks to it. */
package dev.erp.gateway.route;
