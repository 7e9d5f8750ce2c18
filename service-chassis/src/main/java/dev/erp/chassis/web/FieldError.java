package dev.erp.chassis.web;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What is wrong with one field of the input.
 *
 * @param field path as the client wrote it, such as {@code lines[3].quantity}
 * @param code stable, snake case
 * @param message says the limit
 */
public record FieldError(
        @Schema(example = "lines[0].quantity") String field,
        @Schema(example = "not_null") String code,
        @Schema(example = "must be given") String message) {}
