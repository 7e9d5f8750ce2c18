package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import dev.erp.testing.WrongToken;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;

@GatewayTest
class DoorTest {

    @LocalServerPort
    private int port;

    @Test
    void a_valid_token_opens_the_door_and_goes_on_to_the_service() {
        String token = Tokens.as(Role.SALES_REP);

        Client.with(port, token)
                .get()
                .uri("/api/v1/customers/with-token")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"service\":\"sales\"}");

        assertThat(StubServices.SALES.received("/api/v1/customers/with-token"))
                .singleElement()
                .satisfies(
                        request -> assertThat(request.header("authorization")).containsExactly("Bearer " + token));
    }

    @ParameterizedTest
    @EnumSource(value = WrongToken.class, names = "HUGE", mode = Mode.EXCLUDE)
    void a_wrong_token_opens_nothing(WrongToken wrong) {
        String path = "/api/v1/customers/" + wrong;

        assertProblem(Client.with(port, wrong.mint()).get().uri(path).exchange(), 401, "token_invalid")
                .expectHeader()
                .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");

        assertThat(StubServices.SALES.received(path)).isEmpty();
    }

    @Test
    void a_huge_token_is_refused_before_anybody_reads_it() {
        assertProblem(
                Client.with(port, WrongToken.HUGE.mint())
                        .get()
                        .uri("/api/v1/customers/huge")
                        .exchange(),
                431,
                "headers_too_large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/customers/anonymous",
                "/api/v1/auth/me",
                "/api/v1/operations/sales/parked-events",
                "/api/v1/nothing",
                "/api/v1/auth/login/",
                "/api/v1/customers?access_token=%s"
            })
    void without_a_token_everything_below_the_api_is_closed(String path) {
        String uri = path.formatted(Tokens.as(Role.ADMIN));

        assertProblem(Client.anonymous(port).get().uri(uri).exchange(), 401, "token_missing")
                .expectHeader()
                .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "refresh", "logout", "password-reset", "token"})
    void who_has_no_token_yet_or_no_more_may_post_there(String path) {
        Client.anonymous(port)
                .post()
                .uri("/api/v1/auth/" + path)
                .bodyValue(Map.of("username", "x"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"service\":\"auth\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "refresh", "logout", "password-reset", "token"})
    void only_posting_there_needs_no_token(String path) {
        assertProblem(Client.anonymous(port).get().uri("/api/v1/auth/" + path).exchange(), 401, "token_missing");
    }

    @Test
    void two_tokens_are_no_token() {
        assertProblem(
                Client.anonymous(port)
                        .get()
                        .uri("/api/v1/customers/two")
                        .header(
                                HttpHeaders.AUTHORIZATION,
                                "Bearer " + Tokens.as(Role.ADMIN),
                                "Bearer " + Tokens.as(Role.ADMIN))
                        .exchange(),
                401,
                "token_invalid");
    }
}
