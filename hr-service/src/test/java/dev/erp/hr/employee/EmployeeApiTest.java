package dev.erp.hr.employee;

import static dev.erp.hr.Staff.expectProblem;
import static dev.erp.hr.Staff.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.hr.Staff;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest
class EmployeeApiTest {

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
    void who_is_hired_has_a_number_and_a_job_and_is_announced_without_how_to_reach_them() {
        UUID user = UUID.randomUUID();
        UUID id = staff.hire("Mara Lindqvist", "2026-01-01", user, null);

        JsonNode mara = staff.read(id);
        assertThat(mara.get("number").asString()).matches("E-\\d{6}");
        assertThat(mara.get("status").asString()).isEqualTo("active");
        assertThat(mara.at("/job/from").asString()).isEqualTo("2026-01-01");
        assertThat(mara.at("/contact/address/city").asString()).isEqualTo("Stockholm");
        RecordedEvent hired = Topics.await("hr.employee.hired.v1", id);
        assertThat(hired.data().get("userId").asString()).isEqualTo(user.toString());
        assertThat(hired.data().toString()).doesNotContain("Hornsgatan", "5550142", "@staff.example");
    }

    @Test
    void a_change_says_which_details_are_different_and_not_what_they_are() {
        UUID id = staff.hire("Mara Lindqvist");
        hr.patch("/employees/" + id, "\"1\"", "{\"name\": \"Mara Strand\", \"contact\": {\"phone\": \"+46 1\"}}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"");
        expectProblem(hr.patch("/employees/" + id, "\"1\"", "{\"name\": \"B\"}"), 412, "stale_version");
        expectProblem(hr.patch("/employees/" + id, "{\"name\": \"B\"}"), 428, "if_match_required");

        JsonNode updated = Topics.await("hr.employee.updated.v1", id).data();
        assertThat(updated.get("changed").toString()).isEqualTo("[\"name\",\"contact\"]");
        assertThat(updated.toString()).doesNotContain("+46 1");
        assertThat(staff.read(id).at("/contact/address/city").asString()).isEqualTo("Stockholm");
    }

    @Test
    void an_account_belongs_to_one_employee() {
        UUID user = UUID.randomUUID();
        staff.hire("One", "2026-01-01", user, null);
        UUID other = staff.hire("Other");

        expectProblem(hr.post("/employees", staff.input("Two", "2026-01-01", user, null)), 409, "account_taken");
        expectProblem(
                hr.patch("/employees/" + other, "*", "{\"userId\": \"%s\"}".formatted(user)), 409, "account_taken");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ADMIN", "HR_MANAGER"})
    void everybody_reads_their_own_record_and_nobody_elses(Role role) {
        UUID user = UUID.randomUUID();
        UUID own = staff.hire("Mara Lindqvist", "2026-01-01", user, null);
        UUID other = staff.hire("Ove Strand");
        Api.Caller caller = api.as(role, user);

        assertThat(json(caller.get("/employees/me").expectStatus().isOk())
                        .get("id")
                        .asString())
                .isEqualTo(own.toString());
        caller.get("/employees/" + own).expectStatus().isOk();
        caller.get("/employees/" + own + "/jobs").expectStatus().isOk();
        String there = expectProblem(caller.get("/employees/" + other), 404, "not_found");
        UUID nobody = UUID.randomUUID();
        String nowhere = expectProblem(caller.get("/employees/" + nobody), 404, "not_found");
        assertThat(there.replace(other.toString(), "X")).isEqualTo(nowhere.replace(nobody.toString(), "X"));
        expectProblem(caller.get("/employees/" + other + "/jobs"), 404, "not_found");
        expectProblem(caller.get("/employees"), 403, "access_denied");
        expectProblem(api.as(role).get("/employees/me"), 404, "not_found");
    }

    @Test
    void a_machine_with_the_permission_to_read_its_own_record_has_none() {
        expectProblem(api.with("employees:own").get("/employees/" + staff.hire("Mara")), 404, "not_found");
    }

    @Test
    void employees_are_found_by_parts_of_what_is_known_of_them() {
        String tag = UUID.randomUUID().toString().substring(0, 12);
        UUID one = staff.hire("Mara " + tag);
        UUID two = staff.hire("Ove " + tag, "2026-01-01", null, one);
        UUID low = staff.department("Low " + tag, staff.department());
        hr.post("/employees/" + two + "/jobs", staff.job("2026-02-01", low, one))
                .expectStatus()
                .isCreated();

        assertThat(staff.listed("?q=" + tag.toUpperCase(Locale.ROOT))).containsExactly(two, one);
        assertThat(staff.listed("?sort=name&limit=1&q=" + tag)).containsExactly(one);
        assertThat(staff.listed("?managerId=" + one)).containsExactly(two);
        assertThat(staff.listed("?departmentId=" + low)).containsExactly(two);
        assertThat(staff.listed("?departmentId=" + low + "&on=2026-01-31")).isEmpty();
        assertThat(staff.listed("?departmentId=" + staff.department())).containsExactlyInAnyOrder(one, two);
        assertThat(staff.listed("?status=leaving&q=" + tag)).isEmpty();
        expectProblem(hr.get("/employees?status=gone"), 400, "invalid_input");
        expectProblem(hr.get("/employees?on=yesterday"), 400, "invalid_input");
        expectProblem(hr.get("/employees?on=0001-01-01"), 400, "invalid_input");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "name": ""                                       | name
        "name": "a\\u0000"                               | name
        "userId": "sam"                                  | userId
        "startDate": null                                | startDate
        "startDate": "2026-02-30"                        | startDate
        "startDate": "0900-01-01"                        | startDate
        "contact": {"email": "nobody"}                   | contact.email
        "contact": {"address": {"country": "Sweden"}}    | contact.address.country
        "job": null                                      | job
        "job": {"employmentType": "full_time"}           | job.departmentId
        "salary": 4200                                   | salary
        """)
    void what_breaks_a_limit_is_named(String spoiled, String field) {
        String right = staff.input("Mara", "2026-01-01", null, null).strip();
        String body = right.substring(0, right.length() - 1) + ", " + spoiled + "}";
        JsonNode problem = json(hr.post("/employees", body).expectStatus().isBadRequest());
        assertThat(problem.get("errors").valueStream().map(error -> error.get("field")
                        .asString()))
                .contains(field);
    }

    @Test
    void a_job_has_a_department_a_position_and_a_manager_that_there_are() {
        String right = staff.input("Mara", "2026-01-01", null, null);
        expectProblem(
                hr.post(
                        "/employees",
                        right.replace(
                                staff.department().toString(), UUID.randomUUID().toString())),
                422,
                "unknown_department");
        expectProblem(
                hr.post(
                        "/employees",
                        right.replace(
                                staff.position().toString(), UUID.randomUUID().toString())),
                422,
                "unknown_position");
        expectProblem(
                hr.post("/employees", staff.input("Mara", "2026-01-01", null, UUID.randomUUID())),
                422,
                "unknown_manager");
        UUID late = staff.hire("Late", "2026-06-01", null, null);
        assertThat(expectProblem(
                        hr.post("/employees", staff.input("Mara", "2026-01-01", null, late)), 422, "unknown_manager"))
                .contains("is not employed on 2026-01-01");
        expectProblem(
                hr.post("/employees", right.replace("\"job\": {", "\"job\": {\"from\": \"2026-03-01\", ")),
                400,
                "invalid_input");
    }
}
