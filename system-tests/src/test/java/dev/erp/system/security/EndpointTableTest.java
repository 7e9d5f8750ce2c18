package dev.erp.system.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.standalone.api.ApiClient;
import dev.erp.system.Answer;
import dev.erp.system.Door;
import dev.erp.system.Person;
import dev.erp.system.PublishedApi;
import dev.erp.system.RunningSystem;
import dev.erp.system.TestKey;
import dev.erp.testing.ApiOperation;
import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import dev.erp.testing.WrongToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every operation of the API's document against every kind of caller (check 24). */
class EndpointTableTest {

    /** For those who have no access token yet, or none any more. */
    private static final Set<String> PUBLIC = Set.of(
            "POST /api/v1/auth/login",
            "POST /api/v1/auth/refresh",
            "POST /api/v1/auth/logout",
            "POST /api/v1/auth/token",
            "POST /api/v1/auth/password-reset",
            "GET /.well-known/jwks.json");

    /** What everybody who is logged in may do with what is their own. */
    private static final String SIGNED_IN = "signed-in";

    /** Requests without a right token that an address may send at once: below the gateway's limit of 100 in 10 s. */
    private static final int PER_ADDRESS = 80;

    private static ApiClient admin;
    private static List<ApiOperation> operations;

    @BeforeAll
    static void begin() {
        admin = RunningSystem.get().admin();
        // the wrong tokens are signed by it: otherwise all would be refused for that alone
        TestKey.publish(Tokens.key());
        try (Door door = Door.fromElsewhere()) {
            operations = PublishedApi.of(door).operations();
        }
    }

    @Test
    void check_24_every_endpoint_says_which_permission_it_needs_but_those_for_who_has_no_token() {
        assertThat(operations).hasSizeGreaterThan(80);
        assertThat(operations)
                .filteredOn(operation -> operation.permissions().isEmpty())
                .extracting(ApiOperation::name)
                .containsExactlyInAnyOrderElementsOf(PUBLIC);
    }

    /** Real users of the six roles against every operation, as the table of the API says. */
    @Test
    void check_24_every_endpoint_is_open_to_the_roles_that_have_its_permission_and_to_no_other() {
        List<String> wrong = new ArrayList<>();
        try (Door door = Door.fromElsewhere()) {
            Map<Role, String> tokens = new EnumMap<>(Role.class);
            for (Role role : Role.values()) {
                tokens.put(
                        role, Person.with(admin, role.roleName()).session(door).accessToken());
            }
            for (ApiOperation operation : leavingLast(operations)) {
                tokens.forEach((role, token) -> {
                    boolean open = operation.permissions().contains(SIGNED_IN)
                            || !Collections.disjoint(operation.permissions(), role.permissions());
                    Answer answer = send(door, operation, token);
                    if (open ? answer.status() / 100 == 5 || isRefused(answer) : !isDenied(answer)) {
                        wrong.add("%s for %s: %d %s".formatted(operation.name(), role, answer.status(), answer.code()));
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void check_24_every_endpoint_is_closed_to_those_without_a_right_token() {
        List<String> wrong = new ArrayList<>();
        for (String token : Collections.unmodifiableList(Arrays.asList(
                null, WrongToken.EXPIRED.mint(), WrongToken.FOREIGN_KEY.mint(), WrongToken.WRONG_ISSUER.mint()))) {
            List<ApiOperation> closed = operations.stream()
                    .filter(operation -> !isPublic(operation))
                    .toList();
            for (int i = 0; i < closed.size(); i += PER_ADDRESS) {
                try (Door door = Door.fromElsewhere()) {
                    for (ApiOperation operation : closed.subList(i, Math.min(i + PER_ADDRESS, closed.size()))) {
                        Answer answer = send(door, operation, token);
                        if (answer.status() != 401) {
                            wrong.add(operation.name() + ": " + answer.status());
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** With an empty body, which opens nothing by itself and lets a command that needs none be done. */
    private static Answer send(Door door, ApiOperation operation, String token) {
        var call = door.call(operation.method(), operation.unknownPath())
                .token(token)
                .header("If-Match", "\"1\"");
        return (operation.method().equals("GET") ? call : call.json("{}")).send();
    }

    private static boolean isPublic(ApiOperation operation) {
        return PUBLIC.contains(operation.name());
    }

    private static boolean isDenied(Answer answer) {
        return answer.status() == 403 && answer.code().equals("access_denied");
    }

    private static boolean isRefused(Answer answer) {
        return answer.status() == 401 || isDenied(answer);
    }

    /** What takes the caller's own token back comes at the end; the public ones need no table. */
    private static List<ApiOperation> leavingLast(List<ApiOperation> operations) {
        return operations.stream()
                .filter(operation -> !isPublic(operation))
                .sorted(Comparator.comparing(operation -> operation.name().equals("DELETE /api/v1/auth/sessions")))
                .toList();
    }
}
