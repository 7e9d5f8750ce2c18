package dev.erp.chassis.web;

import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import reactor.core.publisher.Mono;

/**
 * A list endpoint's query: a fixed SELECT, the filters that the request gave, and keyset paging over one sort column and the id,
 * so that page 1,000 costs what page 1 costs.
 *
 * <pre>{@code
 * ListQuery.select("SELECT id, name, created_at FROM customer")
 *     .sortable("createdAt", "created_at", OffsetDateTime.class).sortable("name", "name", String.class)
 *     .where("status = :status", "status", status)
 *     .page(database, request, row -> ...)
 * }</pre>
 *
 * The SELECT must return the column {@code id} and every sort column; sort columns must not be null. The first sortable field,
 * descending, is the default order.
 */
public final class ListQuery {

    /** Of the text that is searched for. */
    public static final int MAX_SEARCH_LENGTH = 100;

    private static final String SEPARATOR = "\u001f";

    private record SortColumn(String column, Class<?> type) {}

    private final String select;
    private final Map<String, SortColumn> sortable = new LinkedHashMap<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private ListQuery(String select) {
        this.select = select;
    }

    public static ListQuery select(String select) {
        return new ListQuery(select);
    }

    /** @param type OffsetDateTime, String, Long, or java.time.LocalDate: the column's Java type */
    public ListQuery sortable(String field, String column, Class<?> type) {
        sortable.put(field, new SortColumn(column, type));
        return this;
    }

    /** Adds the condition if the value was given. */
    public ListQuery where(String condition, String parameter, Object valueOrNull) {
        if (valueOrNull != null) {
            conditions.add(condition);
            parameters.put(parameter, valueOrNull);
        }
        return this;
    }

    /** Binds a parameter of the SELECT itself, if it was given. */
    public ListQuery with(String parameter, Object valueOrNull) {
        if (valueOrNull != null) {
            parameters.put(parameter, valueOrNull);
        }
        return this;
    }

    /** Case-insensitive search for a substring; {@code condition} uses {@code ILIKE :q}. */
    public ListQuery search(String condition, String textOrNull) {
        if (textOrNull == null || textOrNull.isBlank()) {
            return this;
        }
        if (textOrNull.length() > MAX_SEARCH_LENGTH || textOrNull.indexOf('\0') >= 0) {
            throw Problem.invalid(
                    "q", "malformed", "must be at most " + MAX_SEARCH_LENGTH + " characters, without NUL");
        }
        String escaped =
                textOrNull.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return where(condition, "q", "%" + escaped + "%");
    }

    /** Runs the query: one row more than the limit is read, to know whether there is a next page. */
    public <T> Mono<Page<T>> page(DatabaseClient database, PageRequest request, Function<Readable, T> item) {
        String field =
                request.sort() == null ? "-" + sortable.keySet().iterator().next() : request.sort();
        boolean descending = field.startsWith("-");
        SortColumn sort = sortable.get(descending ? field.substring(1) : field);
        if (sort == null) {
            throw Problem.invalid("sort", "unknown", "must be one of " + sortable.keySet() + ", with - for descending");
        }
        List<String> all = new ArrayList<>(conditions);
        Map<String, Object> bound = new LinkedHashMap<>(parameters);
        if (request.cursor() != null) {
            String[] after = decode(request.cursor(), field);
            all.add("(" + sort.column + ", id) " + (descending ? "<" : ">") + " (:cursorValue, :cursorId)");
            bound.put("cursorValue", parse(after[1], sort.type));
            bound.put("cursorId", parse(after[2], UUID.class));
        }
        String direction = descending ? "DESC" : "ASC";
        String sql = "SELECT * FROM (" + select + ") AS list"
                + (all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all))
                + " ORDER BY " + sort.column + " " + direction + ", id " + direction
                + " LIMIT " + (request.limit() + 1);
        return database.sql(sql)
                .bindValues(bound)
                .map(row -> new Keyed<>(item.apply(row), encode(field, row, sort)))
                .all()
                .collectList()
                .map(rows -> toPage(rows, request.limit()))
                .transformDeferredContextual((page, context) -> page.doOnNext(
                        found -> NextLink.add(ServerWebExchangeContextFilter.getExchange(context), found)));
    }

    private record Keyed<T>(T item, String cursor) {}

    private static <T> Page<T> toPage(List<Keyed<T>> rows, int limit) {
        boolean more = rows.size() > limit;
        List<Keyed<T>> shown = more ? rows.subList(0, limit) : rows;
        return new Page<>(
                shown.stream().map(Keyed::item).toList(), more ? shown.getLast().cursor() : null);
    }

    private static String encode(String field, Readable row, SortColumn sort) {
        String plain = field + SEPARATOR + row.get(sort.column, sort.type) + SEPARATOR + row.get("id", UUID.class);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] decode(String cursor, String field) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            // the first and the last one: the value between them may hold anything
            int first = text.indexOf(SEPARATOR);
            int last = text.lastIndexOf(SEPARATOR);
            if (first >= 0 && first < last && text.substring(0, first).equals(field) && text.indexOf('\0') < 0) {
                return new String[] {field, text.substring(first + 1, last), text.substring(last + 1)};
            }
        } catch (IllegalArgumentException e) {
            throw malformedCursor();
        }
        throw malformedCursor();
    }

    private static Object parse(String text, Class<?> type) {
        try {
            if (type == OffsetDateTime.class) {
                return storable(OffsetDateTime.parse(text));
            }
            if (type == LocalDate.class) {
                return storable(LocalDate.parse(text));
            }
            if (type == Long.class) {
                return Long.valueOf(text);
            }
            return type == UUID.class ? UUID.fromString(text) : text;
        } catch (java.time.DateTimeException | IllegalArgumentException e) {
            throw malformedCursor();
        }
    }

    /** Java's years go further than PostgreSQL's. */
    private static <T extends TemporalAccessor> T storable(T time) {
        if (Math.abs(time.get(ChronoField.YEAR)) > 9999) {
            throw malformedCursor();
        }
        return time;
    }

    private static Problem malformedCursor() {
        return Problem.invalid("cursor", "malformed", "must be a nextCursor of the same list with the same sort");
    }
}
