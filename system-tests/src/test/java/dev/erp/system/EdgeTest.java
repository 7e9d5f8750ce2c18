package dev.erp.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.standalone.api.ApiClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What stands at the door: who may come in, what is refused and how, and what the API says of itself. */
class EdgeTest {

    private static ApiClient admin;
    private static Door door;

    @BeforeAll
    static void signIn() {
        admin = RunningSystem.get().admin();
        door = Door.fromElsewhere();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"customerId\":\"$id\",\"lines\":[{\"productId\":\"$id\",\"quantity\":1}]}|422|customerId",
                "{\"customerId\":\"$id\",\"lines\":[{\"productId\":\"$id\",\"quantity\":0}]}|400|lines[0].quantity",
                "{\"customerId\":\"$id\",\"lines\":[{\"productId\":\"$id\",\"quantity\":-3}]}|400|lines[0].quantity",
                "{\"customerId\":\"$id\",\"lines\":[{\"productId\":\"$id\",\"quantity\":1e99}]}|400|lines[0].quantity",
                "{\"customerId\":\"$id\",\"lines\":[]}|400|lines",
                "{\"customerId\":\"$id\",\"lines\":[{\"productId\":\"$id\",\"quantity\":1}],\"total\":1}|400|total",
                "{\"customerId\":\"1; DROP TABLE customer\",\"lines\":[]}|400|customerId",
                "{\"customerId\":|400|body",
                "[1,2,3]|400|body",
            })
    void bad_orders_are_refused_with_the_field_that_is_wrong(String body, int status, String field) {
        Answer answer = door.call("POST", "/api/v1/sales-orders")
                .token(admin.token())
                .json(body.replace("$id", UUID.randomUUID().toString()))
                .send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isNotEmpty();
        assertThat(answer.json().path("errors").toString()).contains("\"" + field + "\"");
        assertThat(answer.body()).doesNotContain("Exception", "dev.erp", "SELECT", "\tat ");
    }

    @Test
    void names_in_any_script_come_back_as_they_were_sent() {
        String name = "Zoë ﻼ \u202Bשלום\u202C 🛒 O'Brien\"; DROP TABLE customer; --";
        JsonNode made = admin.post(
                "/api/v1/customers",
                Map.of("name", name.replace("\u202B", "").replace("\u202C", ""), "currency", "EUR"));
        assertThat(admin.get("/api/v1/customers/" + made.path("id").asString())
                        .path("name")
                        .asString())
                .isEqualTo("Zoë ﻼ שלום 🛒 O'Brien\"; DROP TABLE customer; --");
    }

    @Test
    void an_unknown_path_is_a_problem_too() {
        Answer answer = door.call("GET", "/api/v1/nothing").token(admin.token()).send();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }

    @Test
    void the_documentation_is_there_without_the_internet() {
        for (String page : List.of("/docs", "/redoc", "/actuator/health")) {
            assertThat(door.call("GET", page).send().status()).as(page).isEqualTo(200);
        }
        assertThat(PublishedApi.of(door).json().path("openapi").asString()).startsWith("3.1");
    }
}
