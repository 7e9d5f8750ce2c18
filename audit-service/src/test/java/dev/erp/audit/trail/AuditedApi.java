package dev.erp.audit.trail;

import static org.awaitility.Awaitility.await;

import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.TestEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The trail as an auditor sees it. */
record AuditedApi(Api api, Database database) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    void awaitRecorded(List<TestEvent> events) {
        UUID[] ids = events.stream().map(TestEvent::id).toArray(UUID[]::new);
        await("the trail to hold " + events.size() + " events")
                .atMost(PATIENCE)
                .until(() -> database.number("SELECT count(*) FROM audit_event WHERE event_id = ANY (?)", (Object) ids)
                        == ids.length);
    }

    JsonNode verify() {
        return json(api.as(Role.FINANCE_MANAGER)
                .get("/audit-events/verify")
                .expectStatus()
                .isOk());
    }

    List<JsonNode> list(String query) {
        List<JsonNode> items = new ArrayList<>();
        json(api.as(Role.ADMIN).get("/audit-events?" + query).expectStatus().isOk())
                .get("items")
                .forEach(items::add);
        return items;
    }

    List<String> ids(String query) {
        return list(query).stream().map(item -> item.get("id").asString()).toList();
    }

    static JsonNode json(ResponseSpec response) {
        return JSON.readTree(response.expectBody().returnResult().getResponseBody());
    }
}
