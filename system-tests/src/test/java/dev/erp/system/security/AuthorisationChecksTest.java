package dev.erp.system.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.api.ApiException;
import dev.erp.standalone.system.RunFile.ServiceAddress;
import dev.erp.system.Answer;
import dev.erp.system.Door;
import dev.erp.system.Person;
import dev.erp.system.Person.Session;
import dev.erp.system.PublishedApi;
import dev.erp.system.RunningSystem;
import dev.erp.system.Shop;
import dev.erp.system.Staff;
import dev.erp.testing.ApiOperation;
import dev.erp.testing.WrongToken;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is not the caller's own (checks 25 to 28; 24 is {@link EndpointTableTest}). */
class AuthorisationChecksTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static RunningSystem system;
    private static ApiClient admin;
    /** Paths of records by the path of the operation that changes them. */
    private static final Map<String, String> RECORDS = new HashMap<>();

    private static List<ApiOperation> operations;

    @BeforeAll
    static void begin() {
        system = RunningSystem.get();
        admin = system.admin();
        try (Door door = Door.fromElsewhere()) {
            operations = PublishedApi.of(door).operations();
        }
    }

    @Test
    void check_25_somebody_elses_record_is_not_found_and_stays() {
        try (Door door = Door.fromElsewhere()) {
            Session theirs = Person.with(admin, "viewer").session(door);
            Session mine = Person.with(admin, "admin").session(door);

            Answer answer = door.call("DELETE", "/api/v1/auth/sessions/" + theirs.id())
                    .token(mine.accessToken())
                    .send();

            assertThat(answer.status()).isEqualTo(404);
            assertThat(door.call("GET", "/api/v1/auth/sessions")
                            .token(mine.accessToken())
                            .send()
                            .body())
                    .contains(mine.id())
                    .doesNotContain(theirs.id());
            Session.of(theirs.refresh(door));
        }
    }

    @Test
    void check_25_who_is_not_hr_finds_their_own_employee_record_and_salary_and_nobody_elses() {
        try (Door door = Door.fromElsewhere()) {
            Person me = Person.with(admin, "sales_rep");
            Session mine = me.session(door);
            String myself = "/api/v1/employees/" + Staff.hire(admin, "Me", me.id());
            String somebody = "/api/v1/employees/" + Staff.hire(admin, "Somebody", null);
            String nobody = "/api/v1/employees/" + UUID.randomUUID();
            Staff.pay(admin, myself, "3100.00");
            Staff.pay(admin, somebody, "9900.00");

            for (String what : List.of("", "/jobs", "/salaries")) {
                assertThat(get(door, myself + what, mine).status()).isEqualTo(200);
                Answer theirs = get(door, somebody + what, mine);
                assertThat(theirs.status()).isEqualTo(404);
                assertThat(theirs.json().path("detail").asString().replace(id(somebody), id(nobody)))
                        .isEqualTo(get(door, nobody + what, mine)
                                .json()
                                .path("detail")
                                .asString());
            }
            assertThat(get(door, "/api/v1/employees/me/salaries", mine).body())
                    .contains("3100.00")
                    .doesNotContain("9900.00");
            Session hr = Person.with(admin, "hr_manager").session(door);
            assertThat(get(door, somebody + "/salaries", hr).body()).contains("9900.00");
        }
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Answer get(Door door, String path, Session session) {
        return door.call("GET", path).token(session.accessToken()).send();
    }

    /** Fields that are the system's to say, added to bodies that are right without them. */
    @ParameterizedTest
    @ValueSource(strings = {"id", "status", "total", "roles", "version", "createdBy"})
    void check_26_what_is_not_the_clients_to_say_is_refused_by_its_name(String field) {
        List<String> wrong = new ArrayList<>();
        try (Door door = Door.fromElsewhere()) {
            for (ApiOperation operation : operations) {
                if (!(operation.bodyExample().orElse(null) instanceof ObjectNode body)
                        || operation.permissions().isEmpty()
                        || body.has(field)) {
                    continue;
                }
                Answer answer = door.call(operation.method(), existing(operation))
                        .token(admin.token())
                        .header("If-Match", "*")
                        .json(body.deepCopy().put(field, "1").toString())
                        .send();
                boolean named = answer.status() == 400
                        && answer.json().path("errors").toString().contains("\"field\":\"%s\"".formatted(field));
                if (!named) {
                    wrong.add(operation.name() + ": " + answer.status() + " " + answer.body());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void check_27_a_service_that_is_reached_directly_refuses_who_has_no_valid_token() {
        List<String> wrong = new ArrayList<>();
        for (ServiceAddress service : system.processes().addresses().services()) {
            if (service.context().equals("gateway")) {
                continue;
            }
            try (Door door = Door.to(service.url())) {
                for (ApiOperation operation : operations) {
                    Answer answer = door.call(operation.method(), operation.unknownPath())
                            .header("X-User-Id", UUID.randomUUID().toString())
                            .header("X-User-Roles", "admin")
                            .header("X-Forwarded-User", "admin")
                            .send();
                    if (answer.status() != 401 && !(operation.permissions().isEmpty() && answer.status() / 100 != 5)) {
                        wrong.add(service.name() + " " + operation.name() + ": " + answer.status());
                    }
                }
                Answer expired = door.call("GET", "/api/v1/auth/me")
                        .token(WrongToken.EXPIRED.mint())
                        .send();
                assertThat(expired.code()).as(service.name()).isEqualTo("token_invalid");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void check_28_what_a_client_says_of_who_and_where_it_is_has_no_effect() {
        try (Door door = Door.fromElsewhere()) {
            Person person = Person.with(admin, "sales_rep");
            Answer login = door.call("POST", "/api/v1/auth/login")
                    .header("X-Forwarded-For", "203.0.113.7")
                    .header("X-Real-IP", "203.0.113.7")
                    .header("Forwarded", "for=203.0.113.7")
                    .fields(Map.of("username", person.username(), "password", person.password()))
                    .send();
            Session session = Session.of(login);

            Answer made = door.call("POST", "/api/v1/customers")
                    .token(session.accessToken())
                    .header("X-User-Id", UUID.randomUUID().toString())
                    .header("X-User-Name", "root")
                    .header("X-Forwarded-User", "root")
                    .fields(Map.of("name", "Spoofed", "currency", "EUR"))
                    .send();

            assertThat(made.status()).as(made.body()).isEqualTo(201);
            JsonNode event = eventOf(made.text("id"));
            assertThat(event.path("actor").path("id").asString()).isEqualTo(person.id());
            assertThat(door.call("GET", "/api/v1/auth/sessions")
                            .token(session.accessToken())
                            .send()
                            .json()
                            .path("items")
                            .path(0)
                            .path("address")
                            .asString())
                    .startsWith("127.");
            assertThat(door.call("POST", "/api/v1/products")
                            .token(session.accessToken())
                            .header("X-User-Roles", "admin")
                            .header("X-User-Permissions", "products:write")
                            .fields(Map.of("sku", "X"))
                            .send()
                            .status())
                    .isEqualTo(403);
        }
    }

    private static JsonNode eventOf(String correlation) {
        return await("the event of " + correlation)
                .atMost(LIMIT)
                .until(
                        () -> admin.get("/api/v1/audit-events?correlation=" + correlation)
                                .path("items")
                                .path(0),
                        JsonNode::isObject);
    }

    /** What is changed must exist: otherwise that is the answer. */
    private static String existing(ApiOperation operation) {
        return switch (operation.method()) {
            case "PATCH" -> RECORDS.computeIfAbsent(operation.path(), AuthorisationChecksTest::made);
            // may have days and currencies in it
            case "PUT" -> operation.examplePath();
            default -> operation.unknownPath();
        };
    }

    /** @return the path of a record of its own, for what changes one */
    private static String made(String path) {
        String name = "record_" + UUID.randomUUID().toString().replace('-', '_');
        return switch (path) {
            case "/api/v1/users/{id}" ->
                "/api/v1/users/" + Person.with(admin, "viewer").id();
            case "/api/v1/departments/{id}" -> path("/api/v1/departments", Map.of("name", name));
            case "/api/v1/positions/{id}" -> path("/api/v1/positions", Map.of("title", name));
            case "/api/v1/employees/{id}" -> "/api/v1/employees/" + Staff.hire(admin, name, null);
            case "/api/v1/customers/{id}" -> "/api/v1/customers/" + customer(name);
            case "/api/v1/customers/{id}/credit-limit" -> "/api/v1/customers/" + customer(name) + "/credit-limit";
            case "/api/v1/products/{id}" -> "/api/v1/products/" + new Shop(admin).product(0);
            case "/api/v1/warehouses/{id}" ->
                path("/api/v1/warehouses", Map.of("code", name.substring(7, 20), "name", name));
            case "/api/v1/suppliers/{id}" -> supplier(name);
            case "/api/v1/suppliers/{id}/products/{productId}" -> {
                String product = new Shop(admin).product(0);
                String prices = supplier(name) + "/products";
                whenKnown(() -> admin.post(
                        prices,
                        Map.of(
                                "productId",
                                product,
                                "supplierSku",
                                "S-1",
                                "price",
                                Map.of("amount", "1.00", "currency", "EUR"))));
                yield prices + "/" + product;
            }
            case "/api/v1/purchase-orders/{id}" -> {
                String supplier = supplier(name);
                Map<String, Object> line = Map.of(
                        "productId",
                        new Shop(admin).product(0),
                        "quantity",
                        1,
                        "unitPrice",
                        Map.of("amount", "1.00", "currency", "EUR"));
                yield whenKnown(() -> path(
                        "/api/v1/purchase-orders",
                        Map.of(
                                "supplierId",
                                supplier.substring(supplier.lastIndexOf('/') + 1),
                                "lines",
                                List.of(line))));
            }
            case "/api/v1/sales-orders/{id}" -> {
                String customer = customer(name);
                Map<String, Object> line = Map.of("productId", new Shop(admin).product(0), "quantity", 1);
                yield whenKnown(() -> path(
                        "/api/v1/sales-orders",
                        Map.of(
                                "customerId",
                                customer,
                                "lines",
                                List.of(line),
                                "quotation",
                                true,
                                "validUntil",
                                LocalDate.now(ZoneOffset.UTC).plusDays(7).toString())));
            }
            case "/api/v1/roles/{name}" ->
                "/api/v1/roles/"
                        + admin.post(
                                        "/api/v1/roles",
                                        Map.of("name", name, "description", name, "permissions", List.of()))
                                .path("name")
                                .asString();
            case "/api/v1/api-clients/{id}" ->
                "/api/v1/api-clients/"
                        + admin.post("/api/v1/api-clients", Map.of("name", name, "scopes", List.of("products:read")))
                                .path("client")
                                .path("id")
                                .asString();
            default -> throw new AssertionError("no record to change at " + path);
        };
    }

    private static String customer(String name) {
        return admin.post("/api/v1/customers", Map.of("name", name, "currency", "EUR"))
                .path("id")
                .asString();
    }

    private static String supplier(String name) {
        return path("/api/v1/suppliers", Map.of("name", name, "currency", "EUR"));
    }

    private static String path(String collection, Map<String, Object> body) {
        return collection + "/" + admin.post(collection, body).path("id").asString();
    }

    /** A service hears of another's product through an event, and refuses with 422 what it does not know. */
    private static <T> T whenKnown(Callable<T> request) {
        return await("the product to be known")
                .atMost(LIMIT)
                .ignoreExceptionsMatching(e -> e instanceof ApiException refused && refused.status() == 422)
                .until(request, Objects::nonNull);
    }
}
