package dev.erp.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Api;
import dev.erp.testing.Contracts;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest
class AuditApiTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    private AuditedApi trail;

    @BeforeEach
    void open() {
        trail = new AuditedApi(api, database);
    }

    @Test
    void the_list_is_filtered_and_newest_first() {
        UUID order = UUID.randomUUID();
        TestEvent placed = TestEvent.of("sales.order.placed.v1", order, 1, example("sales.order.placed.v1"))
                .at(Instant.parse("2025-03-01T10:00:00Z"));
        TestEvent cancelled = TestEvent.of("sales.order.cancelled.v1", order, 2, example("sales.order.cancelled.v1"))
                .at(Instant.parse("2025-03-02T10:00:00Z"));
        UUID invoice = UUID.randomUUID();
        TestEvent drafted = TestEvent.of(
                        "finance.invoice.drafted.v1", invoice, 1, example("finance.invoice.drafted.v1"))
                .correlatedTo(order)
                .at(Instant.parse("2025-03-03T10:00:00Z"));
        List<TestEvent> all = List.of(placed, cancelled, drafted);
        all.forEach(Topics::publish);
        trail.awaitRecorded(all);

        assertThat(trail.ids("correlation=" + order)).containsExactly(id(drafted), id(cancelled), id(placed));
        assertThat(trail.ids("correlation=" + order + "&sort=occurredAt"))
                .containsExactly(id(placed), id(cancelled), id(drafted));
        assertThat(trail.ids("resource=" + order)).containsExactly(id(drafted), id(cancelled), id(placed));
        assertThat(trail.ids("resource=sales-order:" + order)).containsExactly(id(drafted), id(cancelled), id(placed));
        assertThat(trail.ids("resource=finance-invoice:" + invoice)).containsExactly(id(drafted));
        assertThat(trail.list("resource=sales-order:" + order + "&sort=occurredAt"))
                .extracting(record -> record.get("summary").asString())
                .satisfies(story -> assertThat(story.getFirst())
                        .startsWith("Sales order SO-2026-")
                        .contains(" placed by "))
                .satisfies(story -> assertThat(story.getLast())
                        .startsWith("Finance invoice")
                        .contains(" drafted by "));
        assertThat(trail.ids("resource=finance-invoice:" + order)).isEmpty();
        assertThat(trail.ids("resource=" + order + "&action=placed")).containsExactly(id(placed));
        assertThat(trail.ids("correlation=" + order + "&type=sales.order.cancelled.v1"))
                .containsExactly(id(cancelled));
        assertThat(trail.ids("correlation=" + order + "&from=2025-03-02&to=2025-03-03"))
                .containsExactly(id(cancelled));
        assertThat(trail.ids("correlation=" + order + "&from=2025-03-02T10:00:00Z&to=2025-03-03T10:00:00Z"))
                .containsExactly(id(cancelled));
        assertThat(trail.ids("correlation=" + order + "&actor=test")).hasSize(3);
        assertThat(trail.ids("correlation=" + order + "&actor=nobody")).isEmpty();

        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = AuditedApi.json(api.as(Role.ADMIN)
                    .get("/audit-events?limit=1&correlation=" + order + cursor)
                    .expectStatus()
                    .isOk());
            page.get("items").forEach(item -> paged.add(item.get("id").asString()));
            cursor =
                    page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asString() : null;
        } while (cursor != null);
        assertThat(paged).containsExactly(id(drafted), id(cancelled), id(placed));
    }

    @ParameterizedTest
    @CsvSource({
        "resource, sales-order:17",
        "resource, 1-1-1-1-1",
        "correlation, x",
        "from, yesterday",
        "to, 2026-02-30",
        "from, +1000000000-01-01T00:00:00Z",
        "sort, actor",
        "limit, 0",
        "cursor, nonsense"
    })
    void a_malformed_query_is_refused_by_name(String parameter, String value) {
        api.as(Role.ADMIN)
                .get("/audit-events?" + parameter + "={value}", value)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(parameter);
    }

    @Test
    void a_filter_that_is_too_long_or_holds_a_nul_is_refused() {
        for (String value : List.of("x".repeat(201), "a\0b")) {
            for (String parameter : List.of("actor", "action", "type")) {
                api.as(Role.ADMIN)
                        .get("/audit-events?" + parameter + "={value}", value)
                        .expectStatus()
                        .isBadRequest();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void the_trail_is_open_to_exactly_the_roles_that_may_read_it(Role role) {
        for (String path : List.of("/audit-events", "/audit-events/verify")) {
            int status =
                    api.as(role).get(path).returnResult(Void.class).getStatus().value();
            assertThat(status).as("%s as %s", path, role).isEqualTo(role.may("audit:read") ? 200 : 403);
            api.anonymous().get(path).expectStatus().isUnauthorized();
        }
    }

    private static String id(TestEvent event) {
        return event.id().toString();
    }

    private static String example(String type) {
        return Contracts.examples(type).getFirst();
    }
}
