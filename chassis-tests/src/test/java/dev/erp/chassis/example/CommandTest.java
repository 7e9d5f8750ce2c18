package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class CommandTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Test
    void a_created_resource_is_announced_once_and_heard_once() {
        String location = api.as(Role.ADMIN)
                .post("/counters", "{\"name\":\"a\",\"value\":3}")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .returnResult(String.class)
                .getResponseHeaders()
                .getLocation()
                .toString();
        UUID id = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
        Topics.awaitExactly(Counters.TOPIC, id, "example.counter.created.v1");
        await().untilAsserted(
                        () -> assertThat(database.number("SELECT count(*) FROM tally WHERE id = ? AND heard = 1", id))
                                .isEqualTo(1));
    }

    @Test
    void a_retry_with_the_same_key_gets_the_same_answer_and_changes_nothing() {
        var caller = api.as(Role.ADMIN).with("Idempotency-Key", "k-1");
        byte[] first = caller.post("/counters", "{\"name\":\"once\",\"value\":1}")
                .expectStatus()
                .isCreated()
                .expectBody()
                .returnResult()
                .getResponseBody();
        byte[] second = caller.post("/counters", "{\"name\":\"once\",\"value\":1}")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Idempotency-Replayed", "true")
                .expectBody()
                .returnResult()
                .getResponseBody();
        assertThat(second).isEqualTo(first);
        assertThat(database.number("SELECT count(*) FROM counter WHERE name = 'once'"))
                .isEqualTo(1);
        caller.post("/counters", "{\"name\":\"other\",\"value\":1}")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void a_method_without_permission_is_closed_to_everybody() {
        api.as(Role.ADMIN)
                .get("/counters/forgotten")
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("access_denied");
        api.anonymous()
                .get("/counters/forgotten")
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("token_missing");
        api.anonymous().get("/counters/open").expectStatus().isOk();
    }

    @Test
    void what_is_not_the_clients_fault_is_told_without_details() {
        String body = new String(api.as(Role.VIEWER)
                .get("/counters/broken")
                .expectStatus()
                .isEqualTo(500)
                .expectBody()
                .returnResult()
                .getResponseBody());
        assertThat(body).contains("internal_error").contains("traceId").doesNotContain("vault", "Exception");
    }
}
