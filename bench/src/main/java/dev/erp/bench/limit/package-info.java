/**
 * The limit: how many orders per second PostgreSQL itself can take on this machine, when nothing but pgbench stands before it and
 * writes the same rows into the same tables, in one transaction for each step of the saga.
 */
package dev.erp.bench.limit;
