package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Walking through a list shows each row once, in every order, whatever is inserted meanwhile. */
@ServiceTest
class PagingTest {

    private static final int ROWS = 500;
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    Api api;

    @Autowired
    Database database;

    private String prefix;
    private Set<String> rows;

    /** Few different values, so that the id has to break ties; names that try to break out of cursor and pattern. */
    @BeforeEach
    void insertRows() {
        prefix = UUID.randomUUID().toString();
        insert(ROWS);
        rows = new HashSet<>();
        database.rows("SELECT id FROM counter WHERE name LIKE ?", prefix + "%")
                .forEach(row -> rows.add(row.get("id").toString()));
        assertThat(rows).hasSize(ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"createdAt", "-createdAt", "name", "-name", "value", "-value"})
    void every_order_both_ways_shows_each_row_once(String sort) {
        assertThat(walk(sort, 37, 0)).hasSize(ROWS).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-createdAt", "name", "-value"})
    void rows_inserted_meanwhile_neither_hide_nor_repeat_another(String sort) {
        assertThat(walk(sort, 60, 20)).doesNotHaveDuplicates().containsAll(rows);
    }

    @Test
    void the_values_are_in_the_order_asked_for() {
        List<Long> values = new ArrayList<>();
        JsonNode page =
                JSON.readTree(page("?q=" + prefix + "&sort=-value&limit=200").getResponseBody());
        page.get("items").forEach(item -> values.add(item.get("value").asLong()));

        assertThat(values).hasSize(200).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void the_link_leads_to_the_next_page_and_the_last_page_has_none() {
        var first = page("?limit=200&q=" + prefix);
        String link = first.getResponseHeaders().getFirst("Link");
        assertThat(link).matches("<\\?.*>; rel=\"next\"").contains("limit=200", "q=" + prefix, "cursor=");

        var second = page(link.substring(1, link.indexOf('>')));
        assertThat(ids(second)).hasSize(200).doesNotContainAnyElementsOf(ids(first));
        var last = page("?limit=200&q=" + prefix + "&cursor="
                + JSON.readTree(second.getResponseBody()).get("nextCursor").asString());
        assertThat(ids(last)).hasSize(100);
        assertThat(last.getResponseHeaders().containsHeader("Link")).isFalse();
        assertThat(JSON.readTree(last.getResponseBody()).has("nextCursor")).isFalse();
    }

    @Test
    void a_cursor_of_another_order_is_refused_and_a_page_has_50_rows_unless_asked() {
        var first = page("?q=" + prefix);
        assertThat(ids(first)).hasSize(50);
        String cursor = JSON.readTree(first.getResponseBody()).get("nextCursor").asString();

        api.as(Role.VIEWER)
                .get("/counters?sort=name&cursor=" + cursor)
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void a_search_takes_percent_and_underscore_as_they_are() {
        assertThat(ids(page("?q=100%25_&limit=200"))).hasSizeGreaterThan(0);
        assertThat(ids(page("?q=" + prefix + "%25nothing"))).isEmpty();
        assertThat(ids(page("?q=%25%25%25"))).isEmpty();
    }

    private List<String> walk(String sort, int limit, int insertedPerPage) {
        List<String> seen = new ArrayList<>();
        String query = "?q=" + prefix + "&limit=" + limit + "&sort=" + sort;
        String cursor = "";
        while (cursor != null) {
            var page = page(query + cursor);
            seen.addAll(ids(page));
            JsonNode next = JSON.readTree(page.getResponseBody()).get("nextCursor");
            cursor = next == null ? null : "&cursor=" + next.asString();
            // each page finds fewer new rows, so that the walk ends
            insert(seen.size() > 3 * ROWS ? 0 : insertedPerPage);
        }
        return seen;
    }

    private void insert(int count) {
        database.update("""
                INSERT INTO counter
                SELECT gen_random_uuid(),
                       ? || (ARRAY[' 100%_', ' \u001f', ' "\\', ' Ä😀', ''])[i % 5 + 1] || (i % 50),
                       i % 7, 1, now() - (i % 11) * interval '1 second'
                  FROM generate_series(1, ?) AS i
                """, prefix, count);
    }

    private EntityExchangeResult<byte[]> page(String query) {
        // already encoded
        return api.as(Role.VIEWER)
                .client()
                .get()
                .uri(uri -> java.net.URI.create(uri.path("/api/v1/counters").build() + query))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult();
    }

    private static List<String> ids(EntityExchangeResult<byte[]> page) {
        List<String> ids = new ArrayList<>();
        JSON.readTree(page.getResponseBody())
                .get("items")
                .forEach(item -> ids.add(item.get("counterId").asString()));
        return ids;
    }
}
