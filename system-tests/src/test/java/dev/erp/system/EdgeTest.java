package dev.erp.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.standalone.api.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands at the door: who may come in, what is refused and how, and what the API says of itself. */
class EdgeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** For those who have no access token yet, or none any more. */
    private static final Set<String> PUBLIC = Set.of(
            "POST /api/v1/auth/login",
            "POST /api/v1/auth/refresh",
            "POST /api/v1/auth/logout",
            "POST /api/v1/auth/token",
            "POST /api/v1/auth/password-reset",
            "GET /.well-known/jwks.json");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static RunningSystem system;
    private static ApiClient admin;

    @BeforeAll
    static void signIn() {
        system = RunningSystem.get();
        admin = system.admin();
    }

    private record Operation(String method, String path, Set<String> permissions) {
        String name() {
            return method + " " + path;
        }

        String concretePath() {
            return path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        }
    }

    @Test
    void no_endpoint_but_those_for_who_has_none_answers_without_a_token() {
        List<String> open = operations().stream()
                .filter(operation -> !PUBLIC.contains(operation.name()))
                .filter(operation -> send(operation.method(), operation.concretePath(), null, "{}")
                                .statusCode()
                        != 401)
                .map(Operation::name)
                .toList();
        assertThat(open).isEmpty();
    }

    @Test
    void every_endpoint_is_closed_to_a_user_without_its_permission_and_open_to_the_admin() {
        String nobody = userWithoutRoles();
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations()) {
            if (PUBLIC.contains(operation.name()) || operation.permissions().contains("signed-in")) {
                continue;
            }
            assertThat(operation.permissions())
                    .as(operation.name() + " states its permission")
                    .isNotEmpty();
            int forNobody = send(operation.method(), operation.concretePath(), nobody, "{}")
                    .statusCode();
            int forAdmin = send(operation.method(), operation.concretePath(), admin.token(), "{}")
                    .statusCode();
            if (forNobody != 403 || forAdmin == 401 || forAdmin == 403 || forAdmin >= 500) {
                wrong.add(operation.name() + ": " + forNobody + " for nobody, " + forAdmin + " for the admin");
            }
        }
        assertThat(wrong).isEmpty();
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
        HttpResponse<String> answer = send(
                "POST",
                "/api/v1/sales-orders",
                admin.token(),
                body.replace("$id", UUID.randomUUID().toString()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(answer.body()).path("errors").toString()).contains("\"" + field + "\"");
        assertThat(answer.body()).doesNotContain("Exception", "dev.erp", "SELECT", "\tat ");
    }

    @Test
    void a_body_of_2_MiB_is_refused_with_the_limit() {
        String body = "{\"name\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}";
        HttpResponse<String> answer = send("POST", "/api/v1/customers", admin.token(), body);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("at most 1048576 bytes");
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
        HttpResponse<String> answer = send("GET", "/api/v1/nothing", admin.token(), null);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(answer.body()).path("code").asString()).isEqualTo("not_found");
    }

    @Test
    void the_documentation_is_there_without_the_internet() {
        for (String page : List.of("/docs", "/redoc", "/actuator/health")) {
            assertThat(HttpResponses.follow(HTTP, system.gateway() + page).statusCode())
                    .as(page)
                    .isEqualTo(200);
        }
        assertThat(openApi().path("openapi").asString()).startsWith("3.1");
    }

    /** The merged document, once every service is in it: one that was away when it was asked for is asked again. */
    private static JsonNode openApi() {
        return await("every service in /openapi.json")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> JSON.readTree(
                                send("GET", "/openapi.json", null, null).body()),
                        api -> new TreeSet<>(api.path("paths").propertyNames())
                                .containsAll(List.of(
                                        "/api/v1/auth/me",
                                        "/api/v1/sales-orders",
                                        "/api/v1/products",
                                        "/api/v1/invoices",
                                        "/api/v1/audit-events")));
    }

    private static List<Operation> operations() {
        JsonNode paths = openApi().path("paths");
        List<Operation> operations = new ArrayList<>();
        paths.properties().forEach(path -> path.getValue().properties().forEach(method -> {
            Set<String> permissions = new TreeSet<>();
            method.getValue().path("x-permission").forEach(permission -> permissions.add(permission.asString()));
            operations.add(
                    new Operation(method.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), permissions));
        }));
        assertThat(operations).hasSizeGreaterThan(30);
        return operations;
    }

    private static String userWithoutRoles() {
        String username = "nobody-" + UUID.randomUUID().toString().substring(0, 8);
        String password = "not-one-of-the-common-ones-" + UUID.randomUUID();
        admin.post(
                "/api/v1/users",
                Map.of("username", username, "displayName", "Nobody", "password", password, "roles", List.of()));
        return ApiClient.signIn(system.gateway(), username, password).token();
    }

    /** As a well-behaved client does: who asks for too much at once asks again a little later. */
    private static HttpResponse<String> send(String method, String path, String token, String body) {
        return await("an answer that is not 429")
                .atMost(Duration.ofSeconds(30))
                .until(() -> sendOnce(method, path, token, body), answer -> answer.statusCode() != 429);
    }

    private static HttpResponse<String> sendOnce(String method, String path, String token, String body) {
        var request = HttpRequest.newBuilder(URI.create(system.gateway() + path))
                .header("Content-Type", "application/json")
                .header("If-Match", "\"1\"")
                .method(
                        method,
                        body == null || method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
