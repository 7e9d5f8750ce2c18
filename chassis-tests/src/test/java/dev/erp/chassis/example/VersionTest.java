package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Api;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A change is made on the version that its author has seen, or not at all. */
@ServiceTest
class VersionTest {

    @Autowired
    Api api;

    @Test
    void a_change_without_if_match_is_refused() {
        api.as(Role.ADMIN)
                .post(counter() + "/add", "{\"by\":1}")
                .expectStatus()
                .isEqualTo(428)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("if_match_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "\"0\"", "W/\"1\"", "1", "", "\"1\", \"2\""})
    void a_change_on_another_version_is_refused_with_the_current_etag(String ifMatch) {
        api.as(Role.ADMIN)
                .with("If-Match", ifMatch)
                .post(counter() + "/add", "{\"by\":1}")
                .expectStatus()
                .isEqualTo(412)
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("stale_version");
    }

    @Test
    void the_etag_of_a_read_or_of_any_version_opens_the_change() {
        String counter = counter();
        api.as(Role.ADMIN).get(counter).expectHeader().valueEquals("ETag", "\"1\"");
        add(counter, "\"1\"").expectStatus().isOk().expectHeader().valueEquals("ETag", "\"2\"");
        add(counter, "*").expectStatus().isOk().expectHeader().valueEquals("ETag", "\"3\"");
    }

    @Test
    void of_twenty_changes_on_the_same_version_exactly_one_is_made() throws Exception {
        String counter = counter();
        Callable<Integer> change = () ->
                add(counter, "\"1\"").returnResult(String.class).getStatus().value();
        try (var threads = Executors.newFixedThreadPool(20)) {
            var statuses = threads.invokeAll(Collections.nCopies(20, change)).stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
        }
        api.as(Role.ADMIN).get(counter).expectBody().jsonPath("$.value").isEqualTo(1);
    }

    private org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec add(
            String counter, String ifMatch) {
        return api.as(Role.ADMIN).with("If-Match", ifMatch).post(counter + "/add", "{\"by\":1}");
    }

    private String counter() {
        UUID id = Api.idOf(api.as(Role.ADMIN).post("/counters", "{\"name\":\"versioned\",\"value\":0}"));
        return "/counters/" + id;
    }
}
