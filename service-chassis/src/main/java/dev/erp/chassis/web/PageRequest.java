package dev.erp.chassis.web;

/**
 * Which part of a list is asked for; an argument of list methods, from {@code ?limit=&cursor=&sort=}.
 *
 * @param limit 1 to {@value #MAX_LIMIT}, {@value #DEFAULT_LIMIT} if not given
 * @param cursor opaque, from the page before; null for the first page
 * @param sort name of a sortable field, with a leading minus for descending; null for the list's own order
 */
public record PageRequest(int limit, String cursor, String sort) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    static PageRequest of(String limit, String cursor, String sort) {
        int rows = DEFAULT_LIMIT;
        if (limit != null) {
            if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MAX_LIMIT) {
                throw Problem.invalid("limit", "out_of_range", "must be a whole number from 1 to " + MAX_LIMIT);
            }
            rows = Integer.parseInt(limit);
        }
        return new PageRequest(rows, cursor, sort);
    }
}
