package dev.erp.system.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.system.Answer;
import dev.erp.system.Door;
import dev.erp.system.Person;
import dev.erp.system.Person.Session;
import dev.erp.system.RunningSystem;
import dev.erp.system.TestKey;
import dev.erp.testing.Jwks;
import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import dev.erp.testing.WrongToken;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody comes in with a token that is wrong in a single thing (checks 1 to 10). Wrong tokens are signed by a key that is trusted. */
class AccessTokenChecksTest {

    private static final String PATH = "/api/v1/products";

    private static Door door;

    @BeforeAll
    static void trustTheTestsKey() {
        TestKey.publish(Tokens.key());
        door = Door.fromElsewhere();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void a_token_that_is_right_in_everything_opens() {
        assertThat(get(Tokens.as(Role.ADMIN)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"ALG_NONE", "ALG_NONE_WITH_ODD_CASE"})
    void check_1_a_token_without_a_signature_is_refused_however_it_says_so(WrongToken wrong) {
        refused(wrong);
    }

    @ParameterizedTest
    @EnumSource(names = "HS256_WITH_PUBLIC_KEY")
    void check_2_the_public_key_is_no_secret(WrongToken wrong) {
        refused(wrong);
    }

    @ParameterizedTest
    @EnumSource(names = "ALGORITHM_NOT_ALLOWED")
    void check_3_an_algorithm_that_is_not_listed_is_refused_though_the_key_is_right(WrongToken wrong) {
        refused(wrong);
    }

    @ParameterizedTest
    @EnumSource(names = {"TAMPERED_PAYLOAD", "NO_SIGNATURE", "FOREIGN_KEY"})
    void check_4_a_payload_that_was_not_signed_is_refused(WrongToken wrong) {
        refused(wrong);
    }

    @ParameterizedTest
    @EnumSource(names = {"WRONG_ISSUER", "NO_ISSUER", "WRONG_AUDIENCE", "NO_AUDIENCE", "NO_SUBJECT", "NO_EXPIRY"})
    void check_5_who_made_it_for_whom_and_until_when_must_be_right(WrongToken wrong) {
        refused(wrong);
    }

    @ParameterizedTest
    @EnumSource(names = {"WRONG_TYPE", "PLAIN_JWT_TYPE"})
    void check_6_another_kind_of_token_is_no_access_token(WrongToken wrong) {
        refused(wrong);
    }

    @Test
    void check_6_a_refresh_token_is_no_access_token_and_the_reverse() {
        Session session = Person.with(RunningSystem.get().admin(), "viewer").session(door);

        assertThat(get(session.refreshToken()).code()).isEqualTo("token_invalid");
        Answer reverse = door.call("POST", "/api/v1/auth/refresh")
                .fields(Map.of("refreshToken", session.accessToken()))
                .send();
        assertThat(reverse.status()).as(reverse.body()).isBetween(400, 401);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPIRED", "NOT_YET_VALID"})
    void check_7_a_token_is_good_in_its_time_alone_with_a_minute_of_skew_at_most(WrongToken wrong) {
        refused(wrong);
    }

    @ParameterizedTest
    @EnumSource(names = {"HOSTILE_KEY_ID", "UNKNOWN_KEY_ID", "EMBEDDED_KEY", "KEY_BY_URL", "CERTIFICATE_BY_URL"})
    void check_8_a_token_does_not_say_which_key_to_trust(WrongToken wrong) {
        int before = Jwks.strangersRequests();

        refused(wrong);

        assertThat(Jwks.strangersRequests()).as("keys fetched from a stranger").isEqualTo(before);
    }

    @Test
    void check_9_a_token_in_the_query_is_none() {
        Answer answer = door.call("GET", PATH + "?access_token=" + Tokens.as(Role.ADMIN))
                .send();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("token_missing");
    }

    @Test
    void check_10_a_huge_token_is_refused_without_a_trace_of_what_refused_it() {
        Answer answer = get(WrongToken.HUGE.mint());

        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.code()).isEqualTo("headers_too_large");
        assertThat(answer.body()).doesNotContain("Exception", "\tat ", "dev.erp", "netty");
    }

    private static void refused(WrongToken wrong) {
        Answer answer = get(wrong.mint());

        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("token_invalid");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    private static Answer get(String token) {
        return door.call("GET", PATH).token(token).send();
    }
}
