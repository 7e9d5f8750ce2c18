/** The API documentation of all services as one. */
package dev.erp.gateway.docs;
