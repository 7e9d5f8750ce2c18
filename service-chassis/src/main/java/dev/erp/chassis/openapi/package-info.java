/** What the API document of a service says, derived from what its code says. */
package dev.erp.chassis.openapi;
