package dev.erp.system.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.standalone.api.ApiClient;
import dev.erp.system.Answer;
import dev.erp.system.Door;
import dev.erp.system.Person;
import dev.erp.system.Person.Session;
import dev.erp.system.RunningSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Refresh tokens, and what takes a session back (checks 16 to 23). */
class RefreshChecksTest {

    private static ApiClient admin;

    /** Each test comes from an address of its own: one that uses many wrong tokens has to wait. */
    private final Door door = Door.fromElsewhere();

    @BeforeAll
    static void begin() {
        admin = RunningSystem.get().admin();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void check_16_a_refresh_token_is_good_once() {
        Session first = somebody().session(door);

        Session second = Session.of(first.refresh(door));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(me(second).status()).isEqualTo(200);
        refused(first);
    }

    @Test
    void check_17_of_fifty_at_once_exactly_one_succeeds() throws Exception {
        Session session = somebody().session(door);
        List<Integer> statuses = new ArrayList<>();
        try (var clients = Executors.newFixedThreadPool(50)) {
            Callable<Integer> refresh = () -> session.refresh(door).status();
            for (Future<Integer> status : clients.invokeAll(Collections.nCopies(50, refresh))) {
                statuses.add(status.get());
            }
        }

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(49);
    }

    @Test
    void check_18_a_token_that_comes_again_ends_the_session_for_thief_and_owner() {
        Session first = somebody().session(door);
        Session second = Session.of(first.refresh(door));

        refused(first);

        refused(second);
        takenBack(second);
    }

    @Test
    void check_19_also_when_it_comes_again_within_the_same_second() throws Exception {
        Session session = somebody().session(door);
        try (var clients = Executors.newFixedThreadPool(2)) {
            List<Answer> answers = new ArrayList<>();
            Callable<Answer> refresh = () -> session.refresh(door);
            for (Future<Answer> answer : clients.invokeAll(Collections.nCopies(2, refresh))) {
                answers.add(answer.get());
            }
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 401);
            Answer won = answers.stream()
                    .filter(answer -> answer.status() == 200)
                    .findFirst()
                    .orElseThrow();
            refused(Session.of(won));
        }
    }

    @Test
    void check_20_a_session_ends_when_it_is_old_or_was_idle() {
        Session idle = somebody().session(door);
        Session old = somebody().session(door);
        inAuth("UPDATE session SET last_used_at = now() - interval '7 days' WHERE id = ?", idle.id());
        inAuth("UPDATE session SET expires_at = now() WHERE id = ?", old.id());

        refused(idle);
        refused(old);
    }

    @Test
    void check_21_a_refresh_token_has_128_random_bits_at_least_and_only_its_hash_is_stored() {
        Session session = somebody().session(door);

        String random = session.refreshToken().substring("erp_rt_".length());
        assertThat(random).matches("[A-Za-z0-9_-]*").hasSizeGreaterThanOrEqualTo(128 / 6 + 1);
        assertThat(dumpOf("refresh_token", "session_id", session.id()))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).doesNotContain(random));
    }

    @Test
    void check_22_logging_out_takes_the_session_back() {
        Session session = somebody().session(door);

        assertThat(door.call("POST", "/api/v1/auth/logout")
                        .fields(Map.of("refreshToken", session.refreshToken()))
                        .send()
                        .status())
                .isEqualTo(204);

        refused(session);
        takenBack(session);
    }

    @Test
    void check_22_a_new_password_takes_the_other_sessions_back() {
        Person person = somebody();
        Session other = person.session(door);
        Session own = person.session(door);

        Answer changed = door.call("POST", "/api/v1/auth/password")
                .token(own.accessToken())
                .fields(Map.of(
                        "currentPassword",
                        person.password(),
                        "newPassword",
                        "a quite different secret " + UUID.randomUUID()))
                .send();

        assertThat(changed.status()).as(changed.body()).isEqualTo(204);
        refused(other);
        takenBack(other);
    }

    @Test
    void check_22_disabling_a_user_takes_all_their_sessions_back() {
        Person person = somebody();
        Session session = person.session(door);

        admin.post("/api/v1/users/" + person.id() + "/disable", null);

        refused(session);
        takenBack(session);
        assertThat(person.login(door, person.password()).status()).isEqualTo(401);
    }

    @Test
    void check_22_other_roles_take_the_old_rights_back_and_the_session_goes_on_with_the_new_ones() {
        Person person = somebody();
        Session session = person.session(door);

        Answer changed = door.call("PATCH", "/api/v1/users/" + person.id())
                .token(admin.token())
                .header("If-Match", "*")
                .fields(Map.of("roles", List.of("sales_rep")))
                .send();

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        takenBack(session);
        Session renewed = Session.of(session.refresh(door));
        assertThat(me(renewed).body()).contains("sales_rep").doesNotContain("viewer");
    }

    @Test
    void check_22_an_admin_who_resets_a_password_takes_the_sessions_back() {
        Person person = somebody();
        Session session = person.session(door);

        String token = admin.post("/api/v1/users/" + person.id() + "/password-reset", null)
                .path("resetToken")
                .asString();
        Answer reset = door.call("POST", "/api/v1/auth/password-reset")
                .fields(Map.of("resetToken", token, "newPassword", "what the admin never knew " + UUID.randomUUID()))
                .send();

        assertThat(reset.status()).as(reset.body()).isEqualTo(204);
        refused(session);
        takenBack(session);
    }

    @Test
    void check_23_whose_answer_was_lost_logs_in_again() {
        Person person = somebody();
        Session session = person.session(door);
        // answered, but the answer never arrives
        session.refresh(door);

        refused(session);

        assertThat(person.session(door).id()).isNotEqualTo(session.id());
    }

    private static Person somebody() {
        return Person.with(admin, "viewer");
    }

    private Answer me(Session session) {
        return door.call("GET", "/api/v1/auth/me").token(session.accessToken()).send();
    }

    private void refused(Session session) {
        Answer answer = session.refresh(door);
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("invalid_refresh_token");
    }

    /** The access token that came with the session opens nothing any more, anywhere. */
    private void takenBack(Session session) {
        await("the token to be refused").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(me(session).status()).isEqualTo(401);
            assertThat(door.call("GET", "/api/v1/products")
                            .token(session.accessToken())
                            .send()
                            .status())
                    .isEqualTo(401);
        });
    }

    private static void inAuth(String sql, String id) {
        try (Connection auth = RunningSystem.get().processes().postgres().connect("auth");
                PreparedStatement statement = auth.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(id));
            assertThat(statement.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> dumpOf(String table, String column, String id) {
        try (Connection auth = RunningSystem.get().processes().postgres().connect("auth");
                PreparedStatement statement =
                        auth.prepareStatement("SELECT t::text FROM %s t WHERE %s = ?".formatted(table, column))) {
            statement.setObject(1, UUID.fromString(id));
            List<String> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
