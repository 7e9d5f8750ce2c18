package dev.erp.hr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hires people through the API. */
public final class Staff {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Database database;
    private final Api.Caller hr;
    private final UUID department;
    private final UUID position;

    public Staff(Api api, Database database) {
        this.database = database;
        hr = api.as(Role.HR_MANAGER);
        department = department("Department " + UUID.randomUUID(), null);
        position = Api.idOf(hr.post("/positions", "{\"title\": \"Position %s\"}".formatted(UUID.randomUUID())));
    }

    public Api.Caller hr() {
        return hr;
    }

    /** Where everybody is hired. */
    public UUID department() {
        return department;
    }

    public UUID position() {
        return position;
    }

    public UUID department(String name, UUID parent) {
        return Api.idOf(hr.post(
                "/departments",
                "{\"name\": \"%s\"%s}".formatted(name, parent == null ? "" : ", \"parentId\": \"" + parent + "\"")));
    }

    /** From 2026-01-01 on. */
    public UUID hire(String name) {
        return Api.idOf(hr.post("/employees", input(name, "2026-01-01", null, null)));
    }

    /** With a user account that was just made, unless {@code userId} is null. */
    public UUID hire(String name, String startDate, UUID userId, UUID manager) {
        if (userId != null) {
            account(userId);
        }
        return Api.idOf(hr.post("/employees", input(name, startDate, userId, manager)));
    }

    /** Makes a user account; returns when an employee can be linked to it. */
    public void account(UUID userId) {
        Topics.publish(TestEvent.of("auth.user.created.v1", userId, 1, """
            {"userId": "%s", "username": "user", "displayName": "User", "roles": ["viewer"]}
            """.formatted(userId)));
        await().until(() -> database.number("SELECT count(*) FROM account WHERE id = ?", userId) == 1);
    }

    /** A right body of POST /employees. */
    public String input(String name, String startDate, UUID userId, UUID manager) {
        return """
            {"name": "%s", %s"startDate": "%s", "job": %s,
             "contact": {"email": "%s@staff.example", "phone": "+46 8 5550142",
                         "address": {"street": "Hornsgatan 12", "city": "Stockholm", "country": "SE"}}}
            """.formatted(
                        name,
                        userId == null ? "" : "\"userId\": \"" + userId + "\", ",
                        startDate,
                        job(null, manager),
                        UUID.randomUUID());
    }

    /** A right body of a job. */
    public String job(String from, UUID manager) {
        return job(from, department, manager);
    }

    public String job(String from, UUID inDepartment, UUID manager) {
        return "{%s\"departmentId\": \"%s\", \"positionId\": \"%s\", %s\"employmentType\": \"full_time\"}"
                .formatted(
                        from == null ? "" : "\"from\": \"" + from + "\", ",
                        inDepartment,
                        position,
                        manager == null ? "" : "\"managerId\": \"" + manager + "\", ");
    }

    /** A right body of a salary per month in EUR. */
    public static String salary(String from, String amount) {
        return """
            {"from": "%s", "amount": {"amount": "%s", "currency": "EUR"}, "per": "month"}\
            """.formatted(from, amount);
    }

    public JsonNode read(UUID employee) {
        return json(hr.get("/employees/" + employee).expectStatus().isOk());
    }

    public JsonNode on(UUID employee, LocalDate day) {
        return json(
                hr.get("/employees/" + employee + "?on=" + day).expectStatus().isOk());
    }

    public List<UUID> listed(String query) {
        return json(hr.get("/employees" + query).expectStatus().isOk())
                .get("items")
                .valueStream()
                .map(item -> UUID.fromString(item.get("id").asString()))
                .toList();
    }

    public static JsonNode json(ResponseSpec answer) {
        return JSON.readTree(answer.expectBody(String.class).returnResult().getResponseBody());
    }

    /** Returns what is told. */
    public static String expectProblem(ResponseSpec answer, int status, String code) {
        JsonNode problem = json(answer.expectStatus().isEqualTo(status));
        assertThat(problem.get("code").asString()).isEqualTo(code);
        return problem.get("detail").asString();
    }
}
