package dev.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Who may call which endpoint. A service's test class extends this one with {@link ServiceTest} and gives the table; it is
 * written down by hand, so that a permission that was changed by mistake does not change the test with it.
 */
public abstract class PermissionRules {

    /** Those of the chassis are tested there. */
    private static final Pattern OF_EVERY_SERVICE = Pattern.compile("/operations/[a-z]+/(invariants|parked-events)\\b");

    @Autowired
    private Api api;

    /**
     * One endpoint a line: method, path, and the permissions, in alphabetical order, any of which is enough. The path is that of the API document below {@code /api/v1}, with
     * <code>{}</code> for whatever id.
     */
    protected abstract String table();

    private record Endpoint(String method, String path, List<String> permissions) {

        private ResponseSpec call(Api.Caller caller) {
            String url = path;
            while (url.contains("{}")) {
                url = url.replaceFirst("\\{}", UUID.randomUUID().toString());
            }
            return switch (method) {
                case "GET" -> caller.get(url);
                case "DELETE" -> caller.delete(url);
                case "PATCH" -> caller.patch(url, "\"1\"", "{}");
                case "PUT" -> caller.put(url, "{}");
                default -> caller.post(url, "{}");
            };
        }

        private int status(Api.Caller caller) {
            return call(caller).returnResult(Void.class).getStatus().value();
        }
    }

    private List<Endpoint> endpoints() {
        return table().lines()
                .map(line -> line.split(" +"))
                .map(words -> new Endpoint(words[0], words[1], List.of(words).subList(2, words.length)))
                .toList();
    }

    @Test
    void the_table_has_every_operation_of_the_document_and_its_permission() {
        assertThat(ApiDocument.of(api).operations().stream()
                        .filter(operation ->
                                !OF_EVERY_SERVICE.matcher(operation.path()).find())
                        .map(operation -> new Endpoint(
                                operation.method(),
                                operation.path().replace("/api/v1", "").replaceAll("\\{[^}]*}", "{}"),
                                List.copyOf(operation.permissions()))))
                .containsExactlyInAnyOrderElementsOf(endpoints());
    }

    @ParameterizedTest
    @EnumSource
    void an_endpoint_is_open_to_the_roles_that_have_its_permission_and_closed_to_all_others(Role role) {
        assertThat(endpoints()).allSatisfy(endpoint -> {
            int status = endpoint.status(api.as(role));
            if (role.may(endpoint.permissions.toArray(String[]::new))) {
                assertThat(status).isNotIn(401, 403).isLessThan(500);
            } else {
                assertThat(status).isEqualTo(403);
            }
        });
    }

    @Test
    void an_endpoint_asks_for_one_of_its_own_permissions_and_no_more() {
        assertThat(endpoints()).allSatisfy(endpoint -> assertThat(endpoint.permissions)
                .allSatisfy(permission ->
                        assertThat(endpoint.status(api.with(permission))).isNotIn(401, 403)));
    }

    @Test
    void an_endpoint_is_closed_without_a_token() {
        assertThat(endpoints()).allSatisfy(endpoint -> assertThat(endpoint.status(api.anonymous()))
                .isEqualTo(401));
    }

    /** One filter verifies every token, so the first endpoint stands for all. */
    @ParameterizedTest
    @EnumSource
    void a_wrong_token_opens_nothing(WrongToken wrong) {
        try {
            assertThat(endpoints().getFirst().status(api.withToken(wrong.mint())))
                    .isIn(401, 431);
        } catch (WebClientRequestException e) {
            // a header that is too large for any token may cost the connection
            assertThat(wrong).isEqualTo(WrongToken.HUGE);
        }
    }
}
