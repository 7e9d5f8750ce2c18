package dev.erp.chassis.web;

/**
 * What is wrong with one field of the input.
 *
 * @param field path as the client wrote it, such as {@code lines[3].quantity}
 * @param code stable, snake case
 * @param message says the limit
 */
public record FieldError(String field, String code, String message) {}
