package dev.erp.inventory;

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

    /** An endpoint and the permission that it needs. */
    record Endpoint(String method, String path, String permission) {
        ResponseSpec call(Api.Caller caller) {
            return switch (method) {
                case "GET" -> caller.get(path);
                case "PATCH" -> caller.patch(path, "\"1\"", "{}");
                default -> caller.post(path, "{}");
            };
        }
    }

    private static final String SOMETHING = "/products/" + UUID.randomUUID();

    @Autowired
    Api api;

    static Stream<Endpoint> endpoints() {
        return Stream.of(
                new Endpoint("POST", "/products", "products:write"),
                new Endpoint("GET", "/products", "products:read"),
                new Endpoint("GET", SOMETHING, "products:read"),
                new Endpoint("PATCH", SOMETHING, "products:write"),
                new Endpoint("POST", SOMETHING + "/discontinue", "products:write"),
                new Endpoint("GET", SOMETHING + "/stock", "stock:read"),
                new Endpoint("GET", SOMETHING + "/movements", "stock:read"),
                new Endpoint("GET", SOMETHING + "/movements/" + UUID.randomUUID(), "stock:read"),
                new Endpoint("GET", SOMETHING + "/prices", "products:read"),
                new Endpoint("GET", SOMETHING + "/availability", "stock:read"),
                new Endpoint("GET", "/stock", "stock:read"),
                new Endpoint("GET", "/stock/value", "stock:read"),
                new Endpoint("POST", "/stock-adjustments", "stock:adjust"),
                new Endpoint("POST", "/stock-counts", "stock:adjust"),
                new Endpoint("POST", "/stock-transfers", "stock:transfer"),
                new Endpoint("POST", "/warehouses", "warehouses:write"),
                new Endpoint("GET", "/warehouses", "warehouses:read"),
                new Endpoint("GET", "/warehouses/" + UUID.randomUUID(), "warehouses:read"),
                new Endpoint("PATCH", "/warehouses/" + UUID.randomUUID(), "warehouses:write"),
                new Endpoint("POST", "/warehouses/" + UUID.randomUUID() + "/deactivate", "warehouses:write"),
                new Endpoint("GET", "/reservations", "reservations:read"),
                new Endpoint("GET", "/reservations/" + UUID.randomUUID(), "reservations:read"));
    }

    static Stream<Arguments> endpointsAndRoles() {
        return endpoints().flatMap(endpoint -> Stream.of(Role.values()).map(role -> Arguments.of(endpoint, role)));
    }

    static Stream<Arguments> endpointsAndWrongTokens() {
        // one filter verifies every token, so one endpoint that reads and one that writes stand for all
        return endpoints()
                .filter(endpoint -> endpoint.path().equals("/products"))
                .flatMap(endpoint -> Stream.of(WrongToken.values()).map(token -> Arguments.of(endpoint, token)));
    }

    @ParameterizedTest
    @MethodSource("endpointsAndRoles")
    void an_endpoint_is_open_to_the_roles_of_the_table_and_closed_to_all_others(Endpoint endpoint, Role role) {
        int status =
                endpoint.call(api.as(role)).returnResult(Void.class).getStatus().value();
        if (role.may(endpoint.permission())) {
            assertThat(status).isNotIn(401, 403).isLessThan(500);
        } else {
            assertThat(status).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void an_endpoint_asks_for_its_own_permission_alone(Endpoint endpoint) {
        assertThat(endpoint.call(api.with(endpoint.permission()))
                        .returnResult(Void.class)
                        .getStatus()
                        .value())
                .isNotIn(401, 403);
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
}
