package dev.erp.auth.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.auth.People;
import dev.erp.auth.People.Person;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** With a database of its own, because it counts the admins. */
@ServiceTest(properties = {"erp.auth.bcrypt-cost=4", "last-admin=true"})
class LastAdminTest {

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    /** A way to take an admin away. */
    enum Way {
        DISABLE((api, id) -> api.post("/users/" + id + "/disable")),
        DELETE((api, id) -> api.delete("/users/" + id)),
        TAKE_THE_ROLE((api, id) -> api.patch("/users/" + id, "*", Map.of("roles", List.of("viewer"))));

        private final BiFunction<Api.Caller, Object, ResponseSpec> call;

        Way(BiFunction<Api.Caller, Object, ResponseSpec> call) {
            this.call = call;
        }
    }

    @BeforeEach
    void nobodyIsAdmin() {
        database.update("DELETE FROM user_role WHERE role = 'admin'");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void the_last_admin_stays(Way way) {
        Person last = People.with(api, "admin");
        Person disabled = People.with(api, "admin");
        database.update("UPDATE app_user SET status = 'disabled' WHERE id = ?", disabled.id());

        way.call
                .apply(api.as(Role.ADMIN), last.id())
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("last_admin");

        assertThat(admins()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void one_of_two_may_go(Way way) {
        Person one = People.with(api, "admin");
        People.with(api, "admin");

        way.call.apply(api.as(Role.ADMIN), one.id()).expectStatus().is2xxSuccessful();

        assertThat(admins()).isEqualTo(1);
    }

    @Test
    void of_admins_who_take_each_other_away_at_once_one_stays() {
        List<Person> all =
                Stream.generate(() -> People.with(api, "admin")).limit(6).toList();

        CompletableFuture.allOf(all.stream()
                        .map(person -> CompletableFuture.runAsync(() -> Way.DISABLE
                                .call
                                .apply(api.as(Role.ADMIN), person.id())
                                .expectBody()
                                .returnResult()))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(admins()).isEqualTo(1);
    }

    private long admins() {
        return database.number("""
                SELECT count(*) FROM app_user JOIN user_role ON user_id = id WHERE role = 'admin' AND status = 'active'
                """);
    }
}
