package dev.erp.auth.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.auth.People;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** With a database of its own, because it removes everybody. */
@ServiceTest(properties = {"erp.auth.bcrypt-cost=4", "erp.admin.password=correct horse battery", "first-admin=true"})
@ExtendWith(OutputCaptureExtension.class)
class FirstAdminTest {

    private static final Pattern SHOWN = Pattern.compile("user name admin, password (\\S+)");

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @Autowired
    private Users users;

    @Autowired
    private Passwords passwords;

    @Autowired
    private DatabaseClient client;

    @Autowired
    private Transactions transactions;

    @BeforeEach
    void removeEverybody() {
        database.update("DELETE FROM session");
        database.update("DELETE FROM app_user");
    }

    @Test
    void a_password_is_generated_and_shown_once(CapturedOutput output) {
        firstAdmin("").createIfNobodyIsThere().block();
        firstAdmin("").createIfNobodyIsThere().block();

        List<String> shown = SHOWN.matcher(output.getOut())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(shown).hasSize(1);
        assertThat(shown.getFirst()).hasSize(24);
        People.token(api, "admin", shown.getFirst());
    }

    @Test
    void a_password_that_is_given_is_not_shown(CapturedOutput output) {
        firstAdmin("given by environment").createIfNobodyIsThere().block();

        People.token(api, "admin", "given by environment");
        assertThat(output.getAll()).doesNotContain("given by environment");
    }

    @Test
    void two_instances_that_start_at_once_make_one_admin(CapturedOutput output) {
        Mono.when(
                        firstAdmin("").createIfNobodyIsThere(),
                        firstAdmin("").createIfNobodyIsThere(),
                        firstAdmin("").createIfNobodyIsThere())
                .block();

        assertThat(database.number("SELECT count(*) FROM app_user")).isEqualTo(1);
        Matcher shown = SHOWN.matcher(output.getOut());
        assertThat(shown.find()).isTrue();
        People.token(api, "admin", shown.group(1));
        assertThat(shown.find()).isFalse();
    }

    @Test
    void the_password_of_an_admin_who_is_there_is_left_alone() {
        firstAdmin("the first password").createIfNobodyIsThere().block();
        firstAdmin("another password").createIfNobodyIsThere().block();

        People.token(api, "admin", "the first password");
        People.login(api, "admin", "another password").expectStatus().isUnauthorized();
    }

    @Test
    void a_weak_password_is_refused_with_one_sentence() {
        assertThatThrownBy(() -> firstAdmin("short").createIfNobodyIsThere().block())
                .hasMessage("erp.admin.password (ERP_ADMIN_PASSWORD): password must have at least 12 characters");
    }

    private FirstAdmin firstAdmin(String given) {
        return new FirstAdmin(users, passwords, client, transactions, given);
    }
}
