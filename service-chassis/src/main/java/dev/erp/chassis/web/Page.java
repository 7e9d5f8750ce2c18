package dev.erp.chassis.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor pass it as {@code ?cursor=} for the next page; absent on the last one
 */
public record Page<T>(
        List<T> items,

        @Schema(example = "cGxhY2VkQXQfMjAyNi0xMS0wMlQwOTowMDowMFofMDE5M2YyYzQ") @Nullable
        String nextCursor) {}
