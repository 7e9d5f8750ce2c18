package dev.erp.chassis.telemetry;

/**
 * Something that must hold in a service's database at any time, as a bean. Served by {@code GET
 * /api/v1/operations/<context>/invariants}.
 *
 * @param name states the rule, snake case
 * @param violations a SELECT whose rows are the violations, one text column each; no row when all is well
 */
public record Invariant(String name, String violations) {}
