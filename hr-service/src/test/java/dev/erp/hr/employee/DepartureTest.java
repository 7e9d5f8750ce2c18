package dev.erp.hr.employee;

import static dev.erp.hr.Staff.expectProblem;
import static dev.erp.hr.Staff.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.hr.Staff;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The clockwork stands still: each test looks for departures itself. */
@ServiceTest(properties = "erp.hr.watch-interval=1h")
class DepartureTest {

    private static final String TOPIC = "erp.hr.employee";
    private static final String HIRED = "hr.employee.hired.v1";
    private static final String PLANNED = "hr.employee.termination-planned.v1";
    private static final String TERMINATED = "hr.employee.terminated.v1";
    private static final String WITHDRAWN = "hr.employee.termination-withdrawn.v1";

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    Departures departures;

    Staff staff;
    Api.Caller hr;
    final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @BeforeEach
    void arrive() {
        staff = new Staff(api, database);
        hr = staff.hr();
    }

    private JsonNode terminate(UUID id, LocalDate lastDay, boolean atOnce) {
        return json(hr.post("/employees/" + id + "/terminate", body(lastDay, atOnce))
                .expectStatus()
                .isOk());
    }

    private static String body(LocalDate lastDay, boolean atOnce) {
        return "{\"lastDay\": \"%s\", \"atOnce\": %s}".formatted(lastDay, atOnce);
    }

    /** The last day was yesterday, and nobody has looked yet. */
    private void passTheLastDay(UUID id) {
        database.update("UPDATE employee SET end_date = ? WHERE id = ?", today.minusDays(1), id);
    }

    @Test
    void who_leaves_later_is_leaving_and_terminated_when_the_last_day_is_over() {
        UUID user = UUID.randomUUID();
        UUID id = staff.hire("Mara Lindqvist", "2026-01-01", user, null);
        assertThat(terminate(id, today, false).get("status").asString()).isEqualTo("leaving");
        departures.look().block();
        assertThat(staff.read(id).get("status").asString()).isEqualTo("leaving");

        passTheLastDay(id);
        departures.look().block();

        assertThat(staff.read(id).get("status").asString()).isEqualTo("terminated");
        assertThat(staff.read(id).has("job")).isFalse();
        Topics.awaitExactly(TOPIC, id, HIRED, PLANNED, TERMINATED);
        JsonNode terminated = Topics.await(TERMINATED, id).data();
        assertThat(terminated.get("userId").asString()).isEqualTo(user.toString());
        assertThat(terminated.get("lastDay").asString())
                .isEqualTo(today.minusDays(1).toString());
    }

    @Test
    void many_who_look_at_once_let_each_leave_once() {
        UUID id = staff.hire("Mara Lindqvist");
        terminate(id, today, false);
        passTheLastDay(id);

        Mono.when(Stream.generate(departures::look).limit(8).toList()).block();

        hr.patch("/employees/" + id, "*", "{\"name\": \"Mara Strand\"}")
                .expectStatus()
                .isOk();
        Topics.awaitExactly(TOPIC, id, HIRED, PLANNED, TERMINATED, "hr.employee.updated.v1");
    }

    @Test
    void who_leaves_at_once_or_has_left_already_is_terminated_at_once() {
        UUID atOnce = staff.hire("Mara Lindqvist");
        assertThat(terminate(atOnce, today.plusMonths(3), true).get("status").asString())
                .isEqualTo("terminated");
        UUID already = staff.hire("Ove Strand");
        assertThat(terminate(already, LocalDate.of(2026, 1, 31), false)
                        .get("status")
                        .asString())
                .isEqualTo("terminated");

        Topics.awaitExactly(TOPIC, atOnce, HIRED, PLANNED, TERMINATED);
        Topics.awaitExactly(TOPIC, already, HIRED, PLANNED, TERMINATED);
        expectProblem(hr.post("/employees/" + atOnce + "/terminate", body(today, false)), 409, "employee_has_left");
        expectProblem(hr.post("/employees/" + atOnce + "/withdraw-termination"), 409, "employee_has_left");
        expectProblem(
                hr.patch("/employees/" + atOnce, "*", "{\"userId\": \"%s\"}".formatted(UUID.randomUUID())),
                409,
                "employee_has_left");
    }

    @Test
    void another_last_day_replaces_the_one_before_and_none_lets_them_stay() {
        UUID id = staff.hire("Mara Lindqvist");
        expectProblem(hr.post("/employees/" + id + "/withdraw-termination"), 409, "not_leaving");
        expectProblem(
                hr.post("/employees/" + id + "/terminate", body(LocalDate.of(2025, 12, 31), false)),
                422,
                "before_start_date");
        expectProblem(hr.post("/employees/" + id + "/terminate", "{}"), 400, "invalid_input");
        terminate(id, today.plusDays(10), false);
        assertThat(terminate(id, today.plusDays(20), false).get("endDate").asString())
                .isEqualTo(today.plusDays(20).toString());

        assertThat(staff.on(id, today.plusDays(20)).has("job")).isTrue();
        assertThat(staff.on(id, today.plusDays(21)).has("job")).isFalse();
        expectProblem(
                hr.post(
                        "/employees/" + id + "/jobs",
                        staff.job(today.plusDays(21).toString(), null)),
                422,
                "outside_employment");
        json(hr.post("/employees/" + id + "/withdraw-termination")
                .expectStatus()
                .isOk());
        assertThat(staff.on(id, today.plusDays(21)).has("job")).isTrue();
        Topics.awaitExactly(TOPIC, id, HIRED, PLANNED, PLANNED, WITHDRAWN);
    }

    @Test
    void who_has_left_is_nobodys_manager_afterwards() {
        UUID boss = staff.hire("Boss");
        terminate(boss, today, true);
        expectProblem(
                hr.post("/employees", staff.input("Mara", today.plusDays(1).toString(), null, boss)),
                422,
                "unknown_manager");
    }
}
