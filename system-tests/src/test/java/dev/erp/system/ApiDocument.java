package dev.erp.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What the API says of itself at {@code /openapi.json}, once every service is in it. */
public record ApiDocument(JsonNode json) {

    /** For those who have no access token yet, or none any more. */
    public static final Set<String> PUBLIC = Set.of(
            "POST /api/v1/auth/login",
            "POST /api/v1/auth/refresh",
            "POST /api/v1/auth/logout",
            "POST /api/v1/auth/token",
            "POST /api/v1/auth/password-reset",
            "GET /.well-known/jwks.json");

    /** What every signed-in user may do with what is their own. */
    private static final String SIGNED_IN = "signed-in";

    /**
     * One operation.
     *
     * @param permissions any of which is enough; empty if none is needed
     * @param json as the document has it
     */
    public record Operation(String method, String path, Set<String> permissions, JsonNode json) {
        /** Such as {@code GET /api/v1/users/{id}}. */
        public String name() {
            return method + " " + path;
        }

        /** With an id that nobody has for each variable. */
        public String concretePath() {
            return path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        }

        /** Whether no token is needed. */
        public boolean isPublic() {
            return PUBLIC.contains(name());
        }

        /** Whether a token is enough. */
        public boolean isForEverybodySignedIn() {
            return permissions.contains(SIGNED_IN);
        }
    }

    /** Asks for it until it is complete: a service that was away when it was asked for is asked again. */
    public static ApiDocument complete(Door door) {
        return await("every service in /openapi.json")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> new ApiDocument(
                                door.call("GET", "/openapi.json").send().json()),
                        document -> new TreeSet<>(document.json().path("paths").propertyNames())
                                .containsAll(List.of(
                                        "/api/v1/auth/me",
                                        "/api/v1/sales-orders",
                                        "/api/v1/products",
                                        "/api/v1/invoices",
                                        "/api/v1/audit-events")));
    }

    /** All operations; every one that is not public states its permission. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        json.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(operation(method.getKey(), path.getKey(), method.getValue()))));
        assertThat(operations).hasSizeGreaterThan(80);
        assertThat(operations)
                .as("operations that do not state their permission")
                .allMatch(operation ->
                        operation.isPublic() != !operation.permissions().isEmpty());
        return operations;
    }

    private static Operation operation(String method, String path, JsonNode json) {
        Set<String> permissions = new TreeSet<>();
        json.path("x-permission").forEach(permission -> permissions.add(permission.asString()));
        return new Operation(method.toUpperCase(Locale.ROOT), path, permissions, json);
    }
}
