package dev.erp.hr.department;

import static dev.erp.hr.Staff.expectProblem;
import static dev.erp.hr.Staff.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.hr.Staff;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class DepartmentApiTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    Staff staff;
    Api.Caller hr;

    @BeforeEach
    void arrive() {
        staff = new Staff(api, database);
        hr = staff.hr();
    }

    private static String name() {
        return "D " + UUID.randomUUID();
    }

    @Test
    void departments_are_a_tree_that_is_announced() {
        UUID top = staff.department(name(), null);
        UUID part = staff.department(name(), top);

        assertThat(json(hr.get("/departments/" + part).expectStatus().isOk())
                        .get("parentId")
                        .asString())
                .isEqualTo(top.toString());
        assertThat(json(hr.get("/departments?parentId=" + top).expectStatus().isOk())
                        .get("items")
                        .size())
                .isEqualTo(1);
        hr.patch("/departments/" + part, "\"1\"", "{\"parentId\": null}")
                .expectStatus()
                .isOk();
        expectProblem(hr.patch("/departments/" + part, "\"1\"", "{\"name\": \"A\"}"), 412, "stale_version");
        hr.delete("/departments/" + part).expectStatus().isNoContent();
        expectProblem(hr.get("/departments/" + part), 404, "not_found");
        Topics.awaitExactly(
                "erp.hr.department",
                part,
                "hr.department.created.v1",
                "hr.department.updated.v1",
                "hr.department.deleted.v1");
    }

    @Test
    void a_department_that_would_be_part_of_itself_is_refused_and_the_loop_is_named() {
        String a = name();
        String b = name();
        String c = name();
        UUID top = staff.department(a, null);
        UUID middle = staff.department(b, top);
        UUID low = staff.department(c, middle);

        String told = expectProblem(
                hr.patch("/departments/" + top, "*", "{\"parentId\": \"%s\"}".formatted(low)), 409, "department_loop");

        assertThat(told).contains("%s > %s > %s > %s".formatted(a, c, b, a));
        expectProblem(
                hr.patch("/departments/" + top, "*", "{\"parentId\": \"%s\"}".formatted(top)), 409, "department_loop");
    }

    @Test
    void departments_that_are_moved_at_once_never_make_a_loop() {
        List<UUID> all =
                Stream.generate(() -> staff.department(name(), null)).limit(6).toList();

        CompletableFuture.allOf(Stream.iterate(0, i -> i + 1)
                        .limit(6)
                        .map(i -> CompletableFuture.runAsync(() -> hr.patch(
                                        "/departments/" + all.get(i),
                                        "*",
                                        "{\"parentId\": \"%s\"}".formatted(all.get((i + 1) % 6)))
                                .expectBody()
                                .returnResult()))
                        .toArray(CompletableFuture[]::new))
                .join();

        Object[] ids = all.toArray();
        assertThat(database.number(
                        "SELECT count(*) FROM department WHERE parent_id IS NULL AND id IN (?, ?, ?, ?, ?, ?)", ids))
                .isEqualTo(1);
    }

    @Test
    void what_somebody_refers_to_is_not_deleted_and_names_are_unique() {
        String name = name();
        UUID top = staff.department(name, null);
        staff.department(name(), top);
        staff.hire("Mara Lindqvist");

        assertThat(expectProblem(hr.delete("/departments/" + top), 409, "department_in_use"))
                .contains("1 departments below it");
        assertThat(expectProblem(hr.delete("/departments/" + staff.department()), 409, "department_in_use"))
                .contains("1 employees");
        expectProblem(hr.delete("/positions/" + staff.position()), 409, "position_in_use");
        expectProblem(
                hr.post("/departments", "{\"name\": \"%s\"}".formatted(name.toUpperCase(java.util.Locale.ROOT))),
                409,
                "department_exists");
        expectProblem(
                hr.post(
                        "/departments",
                        "{\"name\": \"%s\", \"parentId\": \"%s\"}".formatted(name(), UUID.randomUUID())),
                422,
                "unknown_department");
    }

    @Test
    void positions_are_changed_and_announced() {
        UUID id = staff.position();
        hr.patch("/positions/" + id, "\"1\"", "{\"description\": \"Roasts\"}")
                .expectStatus()
                .isOk();
        assertThat(json(hr.get("/positions/" + id)).get("description").asString())
                .isEqualTo("Roasts");
        String title = json(hr.get("/positions/" + id)).get("title").asString();
        expectProblem(hr.post("/positions", "{\"title\": \"%s\"}".formatted(title)), 409, "position_exists");
        hr.delete("/positions/" + id).expectStatus().isNoContent();
        Topics.awaitExactly(
                "erp.hr.position", id, "hr.position.created.v1", "hr.position.updated.v1", "hr.position.deleted.v1");
    }
}
