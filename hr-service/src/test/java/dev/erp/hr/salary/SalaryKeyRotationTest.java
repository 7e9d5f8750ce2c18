package dev.erp.hr.salary;

import static dev.erp.hr.Staff.json;
import static dev.erp.hr.Staff.salary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.hr.Staff;
import dev.erp.hr.salary.SalaryCipher.Binding;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A service that was given a new key in front of the old one. */
@ServiceTest(
        properties = "erp.hr.salary-keys=new:AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,"
                + "old:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
class SalaryKeyRotationTest {

    private static final int SALARIES = 2 * SalaryKeyRotation.BATCH + 7;

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Test
    void all_amounts_are_encrypted_anew_in_small_transactions_and_stay_what_they_were() {
        Staff staff = new Staff(api, database);
        UUID id = staff.hire("Mara Lindqvist", "2020-01-01", null, null);
        var old = new SalaryCipher(new SalaryKeys("old:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").decoded());
        for (int i = 0; i < SALARIES; i++) {
            store(id, LocalDate.of(2020, 1, 1).plusDays(i), old, i + 1);
        }
        List<Map<String, Object>> before = stored(id);
        Api.Caller admin = api.as(Role.ADMIN);

        // two at once do each row once
        List<JsonNode> done = Stream.of(1, 2)
                .map(i -> CompletableFuture.supplyAsync(() -> json(admin.post("/operations/hr/salary-keys/rotate")
                        .expectStatus()
                        .isOk())))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        JsonNode last = json(admin.post("/operations/hr/salary-keys/rotate"));

        assertThat(done.stream()
                                .mapToLong(each -> each.get("reencrypted").asLong())
                                .sum()
                        + last.get("reencrypted").asLong())
                .isEqualTo(SALARIES);
        assertThat(last.get("remaining").asLong()).isZero();
        List<Map<String, Object>> after = stored(id);
        assertThat(after).hasSameSizeAs(before).allMatch(row -> row.get("key_id")
                .equals("new"));
        for (int i = 0; i < SALARIES; i++) {
            assertThat((byte[]) after.get(i).get("amount"))
                    .isNotEqualTo(before.get(i).get("amount"));
        }
        JsonNode items = json(staff.hr().get("/employees/" + id + "/salaries")).get("items");
        assertThat(items.valueStream().map(item -> item.at("/amount/amount").asString()))
                .containsExactlyElementsOf(Stream.iterate(1, i -> i + 1)
                        .limit(SALARIES)
                        .map(i -> i + ".00")
                        .toList());
        assertThat(json(admin.get("/operations/hr/salary-keys")).get("items").toString())
                .contains("{\"id\":\"old\",\"active\":false,\"salaries\":0,\"known\":true}");
        Topics.catchUp();
        assertThat(Topics.eventsOfType("hr.salary.reencrypted.v1").stream()
                        .filter(event -> event.data().get("keyId").asString().equals("new"))
                        .mapToLong(event -> event.data().get("salaries").asLong()))
                .allMatch(salaries -> salaries <= SalaryKeyRotation.BATCH)
                .satisfies(counts -> assertThat(
                                counts.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(SALARIES));
        // who writes afterwards uses the new key
        staff.hr()
                .post("/employees/" + staff.hire("Ove") + "/salaries", salary("2026-01-01", "1.00"))
                .expectStatus()
                .isCreated();
        assertThat(database.number("SELECT count(*) FROM salary WHERE key_id <> 'new'"))
                .isZero();
    }

    private void store(UUID employee, LocalDate day, SalaryCipher cipher, int amount) {
        UUID id = UUID.randomUUID();
        SalaryCipher.Sealed encrypted = cipher.seal(
                new Binding(id, employee, day),
                new dev.erp.chassis.money.Money(
                        java.math.BigDecimal.valueOf(amount), java.util.Currency.getInstance("EUR")));
        database.update("""
                INSERT INTO salary (id, employee_id, valid, per, key_id, amount, created_at)
                VALUES (?, ?, daterange(?, ?), 'month', ?, ?, now())
                """, id, employee, day, day.plusDays(1), encrypted.keyId(), encrypted.amount());
    }

    private List<Map<String, Object>> stored(UUID employee) {
        return database.rows("SELECT key_id, amount FROM salary WHERE employee_id = ? ORDER BY lower(valid)", employee);
    }
}
