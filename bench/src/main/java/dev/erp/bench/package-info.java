/**
 * {@code ./erp bench}: how many sales orders per second go from the POST to the invoice, how long each takes, what each costs, and
 * how that compares with what PostgreSQL itself can do with the same rows on the same machine in the same run.
 */
package dev.erp.bench;
