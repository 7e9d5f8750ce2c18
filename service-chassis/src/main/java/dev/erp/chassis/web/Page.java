package dev.erp.chassis.web;

import java.util.List;

/**
 * One page of a list.
 *
 * @param nextCursor pass it as {@code ?cursor=} for the next page; absent on the last one
 */
public record Page<T>(List<T> items, String nextCursor) {}
