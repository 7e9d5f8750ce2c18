/** The keys that sign access tokens, and their public halves (JWKS). */
package dev.erp.auth.key;
