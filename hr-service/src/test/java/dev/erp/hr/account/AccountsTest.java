package dev.erp.hr.account;

import static dev.erp.hr.Staff.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.hr.Staff;
import dev.erp.testing.Api;
import dev.erp.testing.Contracts;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class AccountsTest {

    private static final String CREATED = "auth.user.created.v1";
    private static final String DELETED = "auth.user.deleted.v1";

    @Autowired
    Api api;

    @Autowired
    Database database;

    Staff staff;

    @BeforeEach
    void arrive() {
        staff = new Staff(api, database);
    }

    private static TestEvent deletionOf(UUID user) {
        return TestEvent.of(DELETED, user, 2, "{\"userId\": \"%s\", \"username\": \"user\"}".formatted(user));
    }

    private void awaitDeleted(UUID user) {
        await().until(() -> database.number("SELECT count(*) FROM account WHERE id = ? AND deleted", user) == 1);
    }

    @Test
    void nobody_is_linked_to_an_account_that_there_is_not() {
        UUID nobody = UUID.randomUUID();
        UUID employee = staff.hire("Mara Lindqvist");

        expectProblem(
                staff.hr().post("/employees", staff.input("Ove", "2026-01-01", nobody, null)), 422, "unknown_account");
        expectProblem(
                staff.hr().patch("/employees/" + employee, "*", "{\"userId\": \"%s\"}".formatted(nobody)),
                422,
                "unknown_account");

        assertThat(staff.read(employee).has("userId")).isFalse();
    }

    @Test
    void an_account_that_was_deleted_is_linked_to_nobody_any_more_and_never_comes_back() {
        UUID user = UUID.randomUUID();
        UUID linked = staff.hire("Mara Lindqvist", "2026-01-01", user, null);
        UUID gone = UUID.randomUUID();
        staff.account(gone);

        Topics.publish(deletionOf(gone));
        awaitDeleted(gone);
        staff.account(gone);
        Topics.publish(deletionOf(user));
        awaitDeleted(user);

        expectProblem(
                staff.hr().post("/employees", staff.input("Ove", "2026-01-01", gone, null)), 422, "unknown_account");
        // what is linked stays, and can be changed in all else
        staff.hr()
                .patch("/employees/" + linked, "*", "{\"name\": \"Mara Strand\"}")
                .expectStatus()
                .isOk();
        assertThat(staff.read(linked).get("userId").asString()).isEqualTo(user.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {CREATED, DELETED})
    void every_example_of_an_account_is_understood(String type) {
        for (String example : Contracts.examples(type)) {
            UUID user = UUID.fromString(
                    JsonMapper.shared().readTree(example).get("userId").asString());
            Topics.publish(TestEvent.of(type, user, 1, example));
            await().until(() -> database.number("SELECT count(*) FROM account WHERE id = ?", user) == 1);
        }
    }

    @Test
    void what_is_no_account_is_parked_and_stops_nobody() {
        UUID lie = UUID.randomUUID();
        TestEvent event = TestEvent.of(CREATED, lie, 1, "{}");
        Topics.publishRaw(
                event.topic(),
                lie.toString(),
                "{\"userId\": \"%s\"}".formatted(UUID.randomUUID()).getBytes(StandardCharsets.UTF_8),
                event.headers());

        staff.account(UUID.randomUUID());

        await().until(() -> database.update("DELETE FROM parked_event WHERE subject = ?", lie) == 1);
        assertThat(database.number("SELECT count(*) FROM account WHERE id = ?", lie))
                .isZero();
    }
}
