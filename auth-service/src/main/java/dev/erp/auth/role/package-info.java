/** Roles: named sets of permissions. */
package dev.erp.auth.role;
