package dev.erp.auth.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.erp.auth.People;
import dev.erp.auth.People.Person;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** With a database of its own, because it counts the admins. */
@ServiceTest(properties = {"erp.auth.bcrypt-cost=4", "leavers=true"})
class LeaversTest {

    private static final String TYPE = "hr.employee.terminated.v1";

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @BeforeEach
    void nobodyIsAdmin() {
        database.update("DELETE FROM user_role WHERE role = 'admin'");
    }

    private static TestEvent departureOf(UUID user) {
        UUID employee = UUID.randomUUID();
        String account = user == null ? "" : "\"userId\": \"" + user + "\", ";
        return TestEvent.of(TYPE, employee, 3, """
            {"employeeId": "%s", "number": "E-000012", %s"lastDay": "2026-10-31", "terminatedAt": "2026-11-01T00:00:04Z"}
            """.formatted(employee, account));
    }

    private String status(Person person) {
        return (String) People.body(api.as(Role.ADMIN)
                        .get("/users/" + person.id())
                        .expectStatus()
                        .isOk())
                .get("status");
    }

    /** Nothing comes for what changes nothing: somebody who has left later shows that it was handled. */
    private void awaitHandled() {
        Person last = People.with(api, "viewer");
        Topics.publish(departureOf(last.id()));
        Topics.await("auth.user.disabled.v1", last.id());
    }

    @Test
    void who_has_left_is_disabled_and_their_sessions_and_tokens_are_taken_back() throws Exception {
        Person person = People.with(api, "viewer");
        String token = People.token(api, person.username(), People.PASSWORD);
        TestEvent departure = departureOf(person.id());

        Topics.publish(departure);

        RecordedEvent disabled = Topics.await("auth.user.disabled.v1", person.id());
        assertThat(disabled.headers())
                .containsEntry("ce_causationid", departure.id().toString());
        RecordedEvent revocation = People.awaitRevocation("subjectId", person.id());
        long epoch = SignedJWT.parse(token).getJWTClaimsSet().getLongClaim("epoch");
        assertThat(revocation.data().get("epoch").asLong()).isGreaterThan(epoch);
        ResponseSpec login = People.login(api, person.username(), People.PASSWORD);
        login.expectStatus().isUnauthorized();
        assertThat(database.number("SELECT count(*) FROM session WHERE user_id = ? AND ended_at IS NULL", person.id()))
                .isZero();
    }

    @Test
    void a_departure_that_comes_again_does_not_disable_who_was_enabled_since() {
        Person person = People.with(api, "viewer");
        TestEvent departure = departureOf(person.id());
        Topics.publish(departure);
        Topics.await("auth.user.disabled.v1", person.id());
        api.as(Role.ADMIN)
                .post("/users/" + person.id() + "/enable")
                .expectStatus()
                .isOk();

        Topics.publish(departure);
        awaitHandled();

        assertThat(status(person)).isEqualTo("active");
        Topics.awaitExactly(
                "erp.auth.user", person.id(), "auth.user.created.v1", "auth.user.disabled.v1", "auth.user.enabled.v1");
    }

    @Test
    void the_last_admin_stays_and_that_is_told() {
        Person admin = People.with(api, "admin");

        Topics.publish(departureOf(admin.id()));

        RecordedEvent refused = Topics.await("auth.user.disabling-refused.v1", admin.id());
        assertThat(refused.data().get("reason").asString()).isEqualTo("last_admin");
        assertThat(status(admin)).isEqualTo("active");

        Person second = People.with(api, "admin");
        Topics.publish(departureOf(admin.id()));
        Topics.await("auth.user.disabled.v1", admin.id());
        assertThat(status(second)).isEqualTo("active");
    }

    @Test
    void who_has_no_account_or_none_that_is_here_harms_nobody() {
        Topics.publish(departureOf(null));
        Topics.publish(departureOf(UUID.randomUUID()));
        awaitHandled();

        assertThat(database.number("SELECT count(*) FROM parked_event")).isZero();
    }

    @Test
    void what_is_no_departure_is_parked_and_stops_nobody() {
        UUID employee = UUID.randomUUID();
        TestEvent lie = departureOf(null);
        Topics.publishRaw(
                lie.topic(),
                employee.toString(),
                "{\"employeeId\": 17}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                TestEvent.of(TYPE, employee, 1, "{}").headers());
        awaitHandled();

        assertThat(database.update("DELETE FROM parked_event WHERE subject = ?", employee))
                .isPositive();
    }

    @Test
    void every_example_of_a_departure_is_understood() {
        for (String example : dev.erp.testing.Contracts.examples(TYPE)) {
            UUID employee = UUID.fromString("0193a8c0-7c1e-7201-8a4b-5e6f70819701");
            Topics.publish(TestEvent.of(TYPE, employee, 1, example));
        }
        awaitHandled();

        assertThat(database.number("SELECT count(*) FROM parked_event")).isZero();
    }
}
