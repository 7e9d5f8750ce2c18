package dev.erp.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.standalone.api.ApiClient;
import dev.erp.system.Person.Session;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the termination of an employee to the refusal of their tokens by every service. */
class LeavingTest {

    private static Door door;

    @BeforeAll
    static void arrive() {
        door = Door.fromElsewhere();
    }

    @AfterAll
    static void leave() {
        door.close();
    }

    @Test
    void who_is_terminated_at_once_is_refused_by_every_service_and_cannot_come_back() {
        ApiClient admin = RunningSystem.get().admin();
        Person person = Person.with(admin, "viewer");
        Session session = person.session(door);
        String employee = Staff.hire(admin, "Some Body", person.id());
        assertThat(get("/api/v1/employees/me", session).text("id")).isEqualTo(employee);

        admin.post(
                "/api/v1/employees/" + employee + "/terminate",
                Map.of("lastDay", LocalDate.now(ZoneOffset.UTC).toString(), "atOnce", true));

        for (String path : List.of(
                "/api/v1/employees/me",
                "/api/v1/auth/me",
                "/api/v1/products",
                "/api/v1/sales-orders",
                "/api/v1/invoices",
                "/api/v1/audit-events")) {
            await(path).until(() -> get(path, session).status() == 401);
            assertThat(get(path, session).code()).isEqualTo("token_revoked");
        }
        assertThat(session.refresh(door).status()).isEqualTo(401);
        assertThat(person.login(door, person.password()).status()).isEqualTo(401);
        assertThat(admin.get("/api/v1/users/" + person.id()).path("status").asString())
                .isEqualTo("disabled");
    }

    private static Answer get(String path, Session session) {
        return door.call("GET", path).token(session.accessToken()).send();
    }
}
