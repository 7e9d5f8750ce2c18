package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Api;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.net.URI;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every refused request is told why as an RFC 9457 problem: stable code, the field, the limit, and nothing of our inside. */
@ServiceTest
class ProblemsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    Api api;

    @Autowired
    Environment environment;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {                                          | body     | malformed     | is not valid JSON
                    not json                                   | body     | malformed     | is not valid JSON
                    {"name":"a","value":1} x                   | body     | malformed     |
                    []                                         | body     | malformed     |
                    "text"                                     | body     | malformed     |
                    {"name":"a","value":1,"status":"x"}        | status   | unknown_field | is not known here
                    {"name":"a","value":1,"id":1,"version":9}  | id       | unknown_field | is not known here
                    {"name":"a","value":"1"}                   | value    | malformed     | must be a whole number in range
                    {"name":"a","value":1.5}                   | value    | malformed     | must be a whole number in range
                    {"name":"a","value":true}                  | value    | malformed     | must be a whole number in range
                    {"name":"a","value":99999999999999999999}  | value    | malformed     | must be a whole number in range
                    {"name":"a","value":1e999999999}           | value    | malformed     | must be a whole number in range
                    {"name":"a","value":null}                  | value    | malformed     | must be a whole number in range
                    {"name":"a","value":{"x":1}}               | value    | malformed     | must be a whole number in range
                    {"name":["a"],"value":1}                   | name     | malformed     | must be a string
                    {"name":5,"value":1}                       | name     | malformed     | must be a string
                    {"name":"a\\u0000b","value":1}             | name     | malformed     | must not hold a NUL
                    {"name":" ","value":1}                     | name     | not_blank     |
                    {"value":1}                                | name     | not_blank     |
                    {"name":"a123456789b123456789c123456789d123456789e","value":1}|name|size| must be at most 40 characters
                    {"name":"a","value":1,"price":{"amount":"1.234","currency":"EUR"}} | price | malformed | must have at most 2 decimals in EUR
                    {"name":"a","value":1,"price":{"amount":"1","currency":"XXX"}} | price.currency | malformed | must be an ISO 4217 currency code
                    {"name":"a","value":1,"price":{"amount":1,"currency":"EUR"}} | price.amount | malformed | must be a decimal in a string, such as "12.30"
                    {"name":"a","value":1,"price":{"amount":"1e9","currency":"EUR"}} | price.amount | malformed | must be a decimal in a string, such as "12.30"
                    {"name":"a","value":1,"price":{"currency":"EUR"}} | price | malformed | must have an amount and a currency
                    {"name":"a","value":1,"price":{"amount":"1","currency":"EUR","x":1}} | price.x | unknown_field | is not known here
                    {"name":"a","value":1,"tags":["b",7]}      | tags[1]  | malformed     | must be a string
                    {"name":"a","value":1,"due":"must be java.time"} | due | malformed | must be a date such as 2026-01-31
                    """)
    void a_bad_body_is_refused_naming_the_field_and_the_limit(String body, String field, String code, String message) {
        JsonNode problem = problem(api.as(Role.ADMIN).post("/inputs", body), 400, "invalid_input");

        JsonNode error = problem.get("errors").get(0);
        assertThat(error.get("field").asString()).isEqualTo(field);
        assertThat(error.get("code").asString()).isEqualTo(code);
        if (message != null) {
            assertThat(error.get("message").asString()).isEqualTo(message);
            assertThat(problem.get("detail").asString()).isEqualTo(field + " " + message);
        }
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        JsonNode problem = problem(
                api.as(Role.ADMIN).post("/inputs", "{\"name\":\"" + "x".repeat(41) + "\",\"value\":1,\"tags\":[\"\"]}"),
                400,
                "invalid_input");
        assertThat(problem.get("errors")).hasSize(2);
        assertThat(problem.get("errors").findValuesAsString("field")).containsExactlyInAnyOrder("name", "tags[0]");
    }

    @Test
    void nesting_of_more_than_32_and_overlong_strings_numbers_and_names_are_refused_naming_the_limit() {
        for (String value : new String[] {
            "[".repeat(33) + "]".repeat(33),
            "\"" + "x".repeat(100_001) + "\"",
            "1".repeat(61),
            "{\"" + "n".repeat(201) + "\":1}"
        }) {
            JsonNode problem = problem(
                    api.as(Role.ADMIN).post("/inputs", "{\"name\":\"a\",\"value\":1,\"any\":" + value + "}"),
                    400,
                    "invalid_input");
            assertThat(problem.get("detail").asString()).contains("32", "100,000", "60", "200");
        }
    }

    @Test
    void a_body_of_more_than_1_MiB_is_refused_naming_the_limit() {
        String large = "{\"name\":\"" + "x".repeat(2 << 20) + "\"}";
        JsonNode problem = problem(api.as(Role.ADMIN).post("/inputs", large), 413, "body_too_large");
        assertThat(problem.get("detail").asString()).contains("1 MiB");
        problem(api.as(Role.ADMIN).with("Idempotency-Key", "large").post("/inputs", large), 413, "body_too_large");
    }

    @Test
    void a_missing_body_is_told() {
        JsonNode problem = problem(
                api.as(Role.ADMIN)
                        .client()
                        .post()
                        .uri("/api/v1/inputs")
                        .contentType(MediaType.APPLICATION_JSON)
                        .exchange(),
                400,
                "invalid_input");
        assertThat(problem.get("detail").asString()).isEqualTo("body must not be empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data"})
    void another_content_type_is_refused(String contentType) {
        problem(
                api.as(Role.ADMIN)
                        .client()
                        .post()
                        .uri("/api/v1/inputs")
                        .contentType(MediaType.valueOf(contentType))
                        .bodyValue("{\"name\":\"a\",\"value\":1}".getBytes())
                        .exchange(),
                415,
                "unsupported_media_type");
    }

    @Test
    void an_answer_in_another_format_is_refused() {
        problem(
                api.as(Role.ADMIN)
                        .client()
                        .get()
                        .uri("/api/v1/counters")
                        .accept(MediaType.APPLICATION_XML)
                        .exchange(),
                406,
                "not_acceptable");
    }

    @Test
    void an_unknown_path_is_not_found_and_an_unknown_method_is_told_with_the_known_ones() {
        problem(api.as(Role.ADMIN).get("/nothing/here"), 404, "not_found");
        problem(api.as(Role.ADMIN).get("/counters/" + UUID.randomUUID()), 404, "not_found");
        var answer = api.as(Role.ADMIN).delete("/counters");
        answer.expectHeader()
                .value("Allow", allow -> assertThat(allow.split(", ")).contains("GET", "POST"));
        problem(answer, 405, "method_not_allowed");
        problem(
                api.as(Role.ADMIN)
                        .client()
                        .method(HttpMethod.TRACE)
                        .uri("/api/v1/counters")
                        .exchange(),
                400,
                "request_rejected");
        problem(get("/api/v1//counters"), 400, "request_rejected");
        problem(get("/api/v1/counters;a=b"), 400, "request_rejected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    limit=0            | limit  | must be a whole number from 1 to 200
                    limit=201          | limit  | must be a whole number from 1 to 200
                    limit=-1           | limit  | must be a whole number from 1 to 200
                    limit=ten          | limit  | must be a whole number from 1 to 200
                    limit=99999999999  | limit  | must be a whole number from 1 to 200
                    sort=secret        | sort   | must be one of [createdAt, name, value], with - for descending
                    sort=name;DROP     | sort   | must be one of [createdAt, name, value], with - for descending
                    cursor=abc         | cursor | must be a nextCursor of the same list with the same sort
                    cursor=%00         | cursor | must be a nextCursor of the same list with the same sort
                    q=%00              | q      | must be at most 100 characters, without NUL
                    """)
    void an_unknown_limit_sort_or_cursor_is_refused(String query, String field, String message) {
        JsonNode problem = problem(get("/api/v1/counters?" + query), 400, "invalid_input");
        assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo(field);
        assertThat(problem.get("detail").asString()).isEqualTo(field + " " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-createdAt\u001f+999999999-01-01T00:00:00Z\u001f00000000-0000-0000-0000-000000000000",
                "-createdAt\u001f2026-01-01T00:00:00Z\u001fno-uuid",
                "-createdAt\u001fnull\u001f00000000-0000-0000-0000-000000000000",
                "name\u001fx\u001f00000000-0000-0000-0000-000000000000",
                "-createdAt\u001f\u001f",
                "-createdAt"
            })
    void a_cursor_made_by_hand_is_refused(String plain) {
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes());
        problem(get("/api/v1/counters?cursor=" + cursor), 400, "invalid_input");
        String nul = Base64.getUrlEncoder()
                .encodeToString("name\u001f\0\u001f00000000-0000-0000-0000-000000000000".getBytes());
        problem(get("/api/v1/counters?sort=name&cursor=" + nul), 400, "invalid_input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-uuid", "%00", "1-1-1-1-1", "..%2f..%2fetc", "' OR '1'='1"})
    void an_id_that_is_none_is_refused(String id) {
        int status = api.as(Role.ADMIN)
                .client()
                .get()
                .uri(uri -> uri.path("/api/v1/counters/{id}").build(id))
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
        assertThat(status).isIn(400, 404);
    }

    @Test
    void what_only_the_database_refuses_is_still_the_clients_fault() {
        UUID counter =
                Api.idOf(api.as(Role.ADMIN).post("/counters", "{\"name\":\"max\",\"value\":" + Long.MAX_VALUE + "}"));

        problem(
                api.as(Role.ADMIN).with("If-Match", "*").post("/counters/" + counter + "/add", "{\"by\":1}"),
                400,
                "invalid_input");
    }

    @Test
    void a_constraint_on_a_parameter_names_the_parameter() {
        JsonNode problem = problem(get("/api/v1/inputs/sized?size=11"), 400, "invalid_input");
        assertThat(problem.get("detail").asString()).isEqualTo("size must be at most 10");
        problem = problem(get("/api/v1/inputs/sized?size=x"), 400, "invalid_input");
        assertThat(problem.get("detail").asString()).isEqualTo("size must be a whole number in range");
        problem = problem(get("/api/v1/inputs/sized"), 400, "invalid_input");
        assertThat(problem.get("detail").asString()).isEqualTo("size must be a whole number in range");
    }

    private ResponseSpec get(String uri) {
        // already encoded
        return api.as(Role.ADMIN)
                .client()
                .get()
                .uri(URI.create("http://127.0.0.1:" + environment.getProperty("local.server.port") + uri))
                .exchange();
    }

    /** Checks what all problems have in common. */
    private static JsonNode problem(ResponseSpec answer, int status, String code) {
        byte[] body = answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody()
                .returnResult()
                .getResponseBody();
        String text = new String(body);
        assertThat(text)
                .doesNotContain("dev.erp", "java.", "Exception", "jackson", "springframework", "SELECT", "\\tat ");
        JsonNode problem = JSON.readTree(text);
        assertThat(problem.propertyNames())
                .contains("type", "title", "status", "detail", "code", "instance", "traceId");
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("type").asString()).isEqualTo("https://erp.dev/problems/" + code.replace('_', '-'));
        return problem;
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "  ", "no-id", "1"})
    void an_id_that_is_none_is_the_callers_mistake(String id) {
        problem(api.as(Role.ADMIN).get("/counters/{id}", id), 400, "invalid_input");
    }
}
