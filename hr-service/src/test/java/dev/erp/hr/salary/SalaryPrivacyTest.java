package dev.erp.hr.salary;

import static dev.erp.hr.Staff.expectProblem;
import static dev.erp.hr.Staff.json;
import static dev.erp.hr.Staff.salary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.hr.Staff;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Where an amount could be found by those who may not know it. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class SalaryPrivacyTest {

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
    void an_amount_is_nowhere_but_in_the_answer_to_who_may_know(CapturedOutput logs) {
        UUID id = staff.hire("Mara Lindqvist");
        String path = "/employees/" + id + "/salaries";
        String secret = "7351946.28";
        String key = UUID.randomUUID().toString();

        String answer = hr.with("Idempotency-Key", key)
                .post(path, salary("2026-01-01", secret))
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        String again = hr.with("Idempotency-Key", key)
                .post(path, salary("2026-01-01", secret))
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        expectProblem(
                hr.with("Idempotency-Key", key).post(path, salary("2026-01-01", "1.00")),
                422,
                "idempotency_key_reused");
        expectProblem(hr.post(path, salary("2026-01-01", secret)), 409, "overlapping_periods");
        assertThat(json(hr.get(path)).at("/items/0/amount/amount").asString()).isEqualTo(secret);
        await().until(() -> Topics.eventsOfType("hr.salary.read.v1").stream()
                .anyMatch(event -> event.data().get("employeeId").asString().equals(id.toString())));

        assertThat(again).isEqualTo(answer).doesNotContain("7351946");
        assertThat(everythingStored())
                .isNotEmpty()
                .noneMatch(row -> row.contains("7351946") || row.contains("37333531393436"));
        assertThat(Topics.all().stream().map(event -> String.valueOf(event.data())))
                .noneMatch(data -> data.contains("7351946"));
        assertThat(logs.getAll()).doesNotContain("7351946");
    }

    @Test
    void what_is_kept_under_an_idempotency_key_is_no_hash_that_amounts_could_be_tried_out_against() throws Exception {
        UUID id = staff.hire("Mara Lindqvist");
        String path = "/api/v1/employees/" + id + "/salaries";
        String body = salary("2026-01-01", "4200.00");
        String key = UUID.randomUUID().toString();
        hr.with("Idempotency-Key", key).post(path, body).expectStatus().isCreated();

        var sha256 = MessageDigest.getInstance("SHA-256");
        byte[] plain = sha256.digest(("POST " + path + "\n" + body).getBytes(StandardCharsets.UTF_8));
        assertThat((byte[]) database.rows("SELECT input_hash FROM idempotency_key WHERE key = ?", key)
                        .getFirst()
                        .get("input_hash"))
                .isNotEqualTo(plain)
                .isNotEqualTo(sha256.digest(plain));
    }

    /** Every row of every table, as text; bytes as hexadecimal digits. */
    private List<String> everythingStored() {
        return database
                .rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
                .stream()
                .map(table -> (String) table.get("relname"))
                .flatMap(table -> database.rows("SELECT t::text AS row FROM \"" + table + "\" t").stream())
                .map(Map::toString)
                .toList();
    }
}
