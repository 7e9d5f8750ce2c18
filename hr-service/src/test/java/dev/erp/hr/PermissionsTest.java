package dev.erp.hr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Api;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.WrongToken;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.client.WebClientRequestException;

@ServiceTest
class PermissionsTest {

    private static final String EMPLOYEE = "/employees/" + UUID.randomUUID();
    private static final String DEPARTMENT = "/departments/" + UUID.randomUUID();
    private static final String POSITION = "/positions/" + UUID.randomUUID();
    private static final String KEYS = "/operations/hr/salary-keys";

    @Autowired
    Api api;

    /** An endpoint and the permissions any of which it needs. */
    record Endpoint(String method, String path, String... permissions) {
        ResponseSpec call(Api.Caller caller) {
            return switch (method) {
                case "GET" -> caller.get(path);
                case "DELETE" -> caller.delete(path);
                case "PATCH" -> caller.patch(path, "\"1\"", "{}");
                default -> caller.post(path, "{}");
            };
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Endpoint> endpoints() {
        return Stream.of(
                new Endpoint("POST", "/departments", "employees:write"),
                new Endpoint("GET", "/departments", "employees:read"),
                new Endpoint("GET", DEPARTMENT, "employees:read"),
                new Endpoint("PATCH", DEPARTMENT, "employees:write"),
                new Endpoint("DELETE", DEPARTMENT, "employees:write"),
                new Endpoint("POST", "/positions", "employees:write"),
                new Endpoint("GET", "/positions", "employees:read"),
                new Endpoint("GET", POSITION, "employees:read"),
                new Endpoint("PATCH", POSITION, "employees:write"),
                new Endpoint("DELETE", POSITION, "employees:write"),
                new Endpoint("POST", "/employees", "employees:write"),
                new Endpoint("GET", "/employees", "employees:read"),
                new Endpoint("GET", "/employees/me", "employees:own"),
                new Endpoint("GET", EMPLOYEE, "employees:read", "employees:own"),
                new Endpoint("PATCH", EMPLOYEE, "employees:write"),
                new Endpoint("GET", EMPLOYEE + "/jobs", "employees:read", "employees:own"),
                new Endpoint("POST", EMPLOYEE + "/jobs", "employees:write"),
                new Endpoint("DELETE", EMPLOYEE + "/jobs/" + UUID.randomUUID(), "employees:write"),
                new Endpoint("POST", EMPLOYEE + "/terminate", "employees:write"),
                new Endpoint("POST", EMPLOYEE + "/withdraw-termination", "employees:write"),
                new Endpoint("POST", EMPLOYEE + "/salaries", "salaries:write"),
                new Endpoint("GET", EMPLOYEE + "/salaries", "salaries:read", "salaries:own"),
                new Endpoint("GET", "/employees/me/salaries", "salaries:own"),
                new Endpoint("GET", EMPLOYEE + "/salaries/" + UUID.randomUUID(), "salaries:read", "salaries:own"),
                new Endpoint("DELETE", EMPLOYEE + "/salaries/" + UUID.randomUUID(), "salaries:write"),
                new Endpoint("GET", KEYS, "keys:read"),
                new Endpoint("POST", KEYS + "/rotate", "keys:write"));
    }

    static Stream<Arguments> endpointsAndRoles() {
        return endpoints().flatMap(endpoint -> Stream.of(Role.values()).map(role -> Arguments.of(endpoint, role)));
    }

    static Stream<Arguments> endpointsAndWrongTokens() {
        // one filter verifies every token, so one endpoint that reads and one that writes stand for all
        return endpoints()
                .filter(endpoint -> endpoint.path().equals("/employees"))
                .flatMap(endpoint -> Stream.of(WrongToken.values()).map(token -> Arguments.of(endpoint, token)));
    }

    @ParameterizedTest
    @MethodSource("endpointsAndRoles")
    void an_endpoint_is_open_to_the_roles_of_the_table_and_closed_to_all_others(Endpoint endpoint, Role role) {
        int status = status(endpoint.call(api.as(role)));
        if (role.may(endpoint.permissions())) {
            assertThat(status).isNotIn(401, 403).isLessThan(500);
        } else {
            assertThat(status).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void an_endpoint_asks_for_its_own_permission_alone(Endpoint endpoint) {
        for (String permission : endpoint.permissions()) {
            assertThat(status(endpoint.call(api.with(permission)))).isNotIn(401, 403);
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void an_endpoint_is_closed_without_a_token(Endpoint endpoint) {
        endpoint.call(api.anonymous()).expectStatus().isUnauthorized();
    }

    @ParameterizedTest
    @MethodSource("endpointsAndWrongTokens")
    void reading_and_writing_are_closed_to_every_wrong_token(Endpoint endpoint, WrongToken token) {
        try {
            assertThat(endpoint.call(api.withToken(token.mint()))
                            .returnResult(Void.class)
                            .getStatus()
                            .isError())
                    .isTrue();
        } catch (WebClientRequestException e) {
            // a header that is too large for any token may cost the connection
            assertThat(token).isEqualTo(WrongToken.HUGE);
        }
    }

    private static int status(ResponseSpec answer) {
        return answer.returnResult(Void.class).getStatus().value();
    }
}
