package dev.erp.hr.employee;

import static dev.erp.hr.Staff.expectProblem;
import static dev.erp.hr.Staff.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.hr.Staff;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest
class JobApiTest {

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

    @Test
    void what_held_on_any_day_can_be_asked_also_of_the_future() {
        UUID id = staff.hire("Mara Lindqvist");
        UUID next = staff.department("Next " + UUID.randomUUID(), null);
        hr.post("/employees/" + id + "/jobs", staff.job("2030-07-01", next, null))
                .expectStatus()
                .isCreated();

        assertThat(departmentOn(id, "2025-12-31")).isNull();
        assertThat(departmentOn(id, "2030-06-30")).isEqualTo(staff.department().toString());
        assertThat(departmentOn(id, "2030-07-01")).isEqualTo(next.toString());
        JsonNode jobs =
                json(hr.get("/employees/" + id + "/jobs").expectStatus().isOk()).get("items");
        assertThat(jobs.size()).isEqualTo(2);
        assertThat(jobs.at("/0/until").asString()).isEqualTo("2030-06-30");
        assertThat(jobs.get(1).has("until")).isFalse();

        hr.delete("/employees/" + id + "/jobs/" + jobs.at("/1/id").asString())
                .expectStatus()
                .isOk();
        assertThat(departmentOn(id, "2030-07-01")).isEqualTo(staff.department().toString());
        Topics.awaitExactly(
                "erp.hr.employee",
                id,
                "hr.employee.hired.v1",
                "hr.employee.job-changed.v1",
                "hr.employee.job-withdrawn.v1");
    }

    @Test
    void jobs_do_not_overlap_and_lie_within_the_employment_and_one_stays() {
        UUID id = staff.hire("Mara Lindqvist");
        String path = "/employees/" + id + "/jobs";
        hr.post(path, staff.job("2030-01-01", null)).expectStatus().isCreated();

        assertThat(expectProblem(hr.post(path, staff.job("2027-01-01", null)), 409, "overlapping_periods"))
                .contains("2027-01-01", "2029-12-31");
        expectProblem(hr.post(path, staff.job("2025-12-31", null)), 422, "outside_employment");
        expectProblem(hr.post(path, staff.job(null, null)), 400, "invalid_input");
        JsonNode jobs = json(hr.get(path)).get("items");
        expectProblem(hr.delete(path + "/" + jobs.at("/0/id").asString()), 409, "not_the_newest");
        expectProblem(hr.delete(path + "/" + UUID.randomUUID()), 404, "not_found");
        hr.delete(path + "/" + jobs.at("/1/id").asString()).expectStatus().isOk();
        expectProblem(hr.delete(path + "/" + jobs.at("/0/id").asString()), 409, "only_job");
    }

    @Test
    void nobody_reports_to_themselves_over_however_many_managers_and_the_loop_is_named() {
        UUID boss = staff.hire("Boss");
        UUID middle = staff.hire("Middle", "2026-01-01", null, boss);
        UUID low = staff.hire("Low", "2026-01-01", null, middle);

        assertThat(expectProblem(
                        hr.post("/employees/" + boss + "/jobs", staff.job("2026-05-01", low)), 409, "manager_loop"))
                .isEqualTo("On 2026-05-01, Boss would report to themselves: Boss > Low > Middle > Boss.");
        expectProblem(hr.post("/employees/" + boss + "/jobs", staff.job("2026-05-01", boss)), 409, "manager_loop");
    }

    @Test
    void who_changes_places_with_their_manager_makes_no_loop_when_the_days_are_different() {
        UUID old = staff.hire("Old boss");
        UUID young = staff.hire("Young boss", "2026-01-01", null, old);
        // from July on the young one reports to nobody, and the old one to them
        hr.post("/employees/" + young + "/jobs", staff.job("2026-07-01", null))
                .expectStatus()
                .isCreated();
        expectProblem(hr.post("/employees/" + old + "/jobs", staff.job("2026-06-30", young)), 409, "manager_loop");
        hr.post("/employees/" + old + "/jobs", staff.job("2026-07-01", young))
                .expectStatus()
                .isCreated();

        // withdrawn, the job before would go on, under somebody who reports to them by now
        String newest =
                json(hr.get("/employees/" + young + "/jobs")).at("/items/1/id").asString();
        expectProblem(hr.delete("/employees/" + young + "/jobs/" + newest), 409, "manager_loop");
        assertInvariants();
    }

    @Test
    void managers_that_are_given_at_once_never_make_a_loop() {
        List<UUID> all =
                Stream.of("A", "B", "C", "D", "E", "F").map(staff::hire).toList();

        CompletableFuture.allOf(Stream.iterate(0, i -> i + 1)
                        .limit(all.size())
                        .map(i -> CompletableFuture.runAsync(() -> hr.post(
                                        "/employees/" + all.get(i) + "/jobs",
                                        staff.job("2026-03-01", all.get((i + 1) % all.size())))
                                .expectBody()
                                .returnResult()))
                        .toArray(CompletableFuture[]::new))
                .join();

        long withManager =
                database.number("SELECT count(*) FROM job WHERE manager_id IN (?, ?, ?, ?, ?, ?)", all.toArray());
        assertThat(withManager).isEqualTo(all.size() - 1);
        assertInvariants();
    }

    @Test
    void two_jobs_that_are_begun_at_once_do_not_overlap() {
        UUID id = staff.hire("Mara Lindqvist");

        CompletableFuture.allOf(Stream.iterate(1, i -> i + 1)
                        .limit(9)
                        .map(i -> CompletableFuture.runAsync(
                                () -> hr.post("/employees/" + id + "/jobs", staff.job("2026-0" + i + "-02", null))
                                        .expectBody()
                                        .returnResult()))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertInvariants();
        assertThat(database.number("SELECT count(*) FROM job WHERE employee_id = ?", id))
                .isGreaterThanOrEqualTo(2);
    }

    private void assertInvariants() {
        json(api.as(Role.ADMIN).get("/operations/hr/invariants").expectStatus().isOk())
                .findValues("violations")
                .forEach(violations -> assertThat(violations.asString("0")).isIn("0", ""));
    }

    private String departmentOn(UUID id, String day) {
        JsonNode department = staff.on(id, LocalDate.parse(day)).at("/job/department/id");
        return department.isMissingNode() ? null : department.asString();
    }
}
