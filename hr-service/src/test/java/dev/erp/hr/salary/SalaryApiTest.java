package dev.erp.hr.salary;

import static dev.erp.hr.Staff.expectProblem;
import static dev.erp.hr.Staff.json;
import static dev.erp.hr.Staff.salary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.hr.Staff;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest
class SalaryApiTest {

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
    void what_is_earned_on_any_day_can_be_asked() {
        UUID id = staff.hire("Mara Lindqvist");
        String path = "/employees/" + id + "/salaries";
        hr.post(path, salary("2026-01-01", "4200.00")).expectStatus().isCreated();
        hr.post(path, salary("2030-01-01", "4800.00")).expectStatus().isCreated();

        assertThat(amounts(hr, path)).containsExactly("4200.00", "4800.00");
        assertThat(amounts(hr, path + "?on=2029-12-31")).containsExactly("4200.00");
        assertThat(amounts(hr, path + "?on=2030-01-01")).containsExactly("4800.00");
        assertThat(amounts(hr, path + "?on=2025-12-31")).isEmpty();
        JsonNode items = json(hr.get(path)).get("items");
        assertThat(items.at("/0/until").asString()).isEqualTo("2029-12-31");

        String newest = items.at("/1/id").asString();
        expectProblem(hr.delete(path + "/" + items.at("/0/id").asString()), 409, "not_the_newest");
        hr.delete(path + "/" + newest).expectStatus().isNoContent();
        assertThat(amounts(hr, path + "?on=2030-01-01")).containsExactly("4200.00");
        expectProblem(hr.get(path + "/" + newest), 404, "not_found");
        Topics.awaitExactly(
                "erp.hr.employee",
                id,
                "hr.employee.hired.v1",
                "hr.employee.salary-changed.v1",
                "hr.employee.salary-changed.v1",
                "hr.employee.salary-withdrawn.v1");
    }

    @Test
    void salaries_do_not_overlap_and_lie_within_the_employment() {
        UUID id = staff.hire("Mara Lindqvist");
        String path = "/employees/" + id + "/salaries";
        hr.post(path, salary("2027-01-01", "4800.00")).expectStatus().isCreated();

        assertThat(expectProblem(hr.post(path, salary("2026-06-01", "4200.00")), 409, "overlapping_periods"))
                .doesNotContain("4200", "4800");
        expectProblem(hr.post(path, salary("2025-06-01", "4200.00")), 422, "outside_employment");
        expectProblem(
                hr.post("/employees/" + UUID.randomUUID() + "/salaries", salary("2026-06-01", "1.00")),
                404,
                "not_found");
    }

    @Test
    void who_reads_a_salary_is_told_to_the_audit_trail_without_the_amount() {
        UUID id = staff.hire("Mara Lindqvist");
        String path = "/employees/" + id + "/salaries";
        String location = path + "/" + Api.idOf(hr.post(path, salary("2026-01-01", "4200.00")));
        UUID reader = UUID.randomUUID();

        api.as(Role.HR_MANAGER, reader)
                .get(location)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store");

        await().until(() -> readsOf(id).size() == 1);
        RecordedEvent read = readsOf(id).getFirst();
        assertThat(read.headers()).containsEntry("ce_actor", reader.toString());
        assertThat(read.data().get("salaryIds").size()).isEqualTo(1);
        assertThat(read.data().toString()).doesNotContain("4200", "EUR");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ADMIN", "HR_MANAGER"})
    void everybody_reads_their_own_salary_and_nobody_elses(Role role) {
        UUID user = UUID.randomUUID();
        UUID own = staff.hire("Mara Lindqvist", "2026-01-01", user, null);
        UUID other = staff.hire("Ove Strand");
        UUID salary = Api.idOf(hr.post("/employees/" + other + "/salaries", salary("2026-01-01", "9000.00")));
        hr.post("/employees/" + own + "/salaries", salary("2026-01-01", "4200.00"))
                .expectStatus()
                .isCreated();
        Api.Caller caller = api.as(role, user);

        assertThat(amounts(caller, "/employees/me/salaries")).containsExactly("4200.00");
        assertThat(amounts(caller, "/employees/" + own + "/salaries")).containsExactly("4200.00");
        expectProblem(caller.get("/employees/" + other + "/salaries"), 404, "not_found");
        expectProblem(caller.get("/employees/" + other + "/salaries/" + salary), 404, "not_found");
        expectProblem(caller.get("/employees/" + own + "/salaries/" + salary), 404, "not_found");
        expectProblem(
                caller.post("/employees/" + own + "/salaries", salary("2027-01-01", "99999.00")), 403, "access_denied");
        expectProblem(api.as(role).get("/employees/me/salaries"), 404, "not_found");
        Topics.catchUp();
        assertThat(readsOf(other)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"from": "2026-01-01", "amount": {"amount": "0.00", "currency": "EUR"}, "per": "month"}   | amount
        {"from": "2026-01-01", "amount": {"amount": "-1.00", "currency": "EUR"}, "per": "month"}  | amount
        {"from": "2026-01-01", "amount": {"amount": "1.001", "currency": "EUR"}, "per": "month"}  | amount
        {"from": "2026-01-01", "amount": {"amount": "1.00", "currency": "XXX"}, "per": "month"}   | amount.currency
        {"from": "2026-01-01", "amount": {"amount": 1.00, "currency": "EUR"}, "per": "month"}     | amount.amount
        {"from": "2026-01-01", "per": "month"}                                                    | amount
        {"from": "2026-01-01", "amount": {"amount": "1.00", "currency": "EUR"}, "per": "week"}    | per
        {"from": "2026-01-01", "until": "2025-12-31", "amount": {"amount": "1.00", "currency": "EUR"}, "per": "year"} | until
        {"amount": {"amount": "1.00", "currency": "EUR"}, "per": "month"}                         | from
        {"from": "2026-01-01", "amount": {"amount": "1.00", "currency": "EUR"}, "per": "month", "bonus": 1} | bonus
        """)
    void what_breaks_a_limit_is_named(String body, String field) {
        JsonNode problem = json(hr.post("/employees/" + staff.hire("Mara") + "/salaries", body)
                .expectStatus()
                .isBadRequest());
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
    }

    private static List<RecordedEvent> readsOf(UUID employee) {
        return Topics.eventsOfType("hr.salary.read.v1").stream()
                .filter(event -> event.data().get("employeeId").asString().equals(employee.toString()))
                .toList();
    }

    private static List<String> amounts(Api.Caller caller, String path) {
        return json(caller.get(path).expectStatus().isOk())
                .get("items")
                .valueStream()
                .map(item -> item.at("/amount/amount").asString())
                .toList();
    }
}
