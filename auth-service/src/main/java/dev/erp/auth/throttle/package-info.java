/** How often somebody may guess a secret. */
package dev.erp.auth.throttle;
