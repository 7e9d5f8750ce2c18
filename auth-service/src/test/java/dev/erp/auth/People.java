package dev.erp.auth;

import com.nimbusds.jwt.SignedJWT;
import dev.erp.testing.Api;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.Topics;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Makes users and logs them in, through the API. */
public final class People {

    public static final String PASSWORD = "a long enough password";

    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    private static final AtomicInteger NETWORKS = new AtomicInteger();

    private People() {}

    /** Somebody new: whose name nobody had before. */
    public record Person(UUID id, String username) {}

    public static Person with(Api api, String... roles) {
        String username = "user-" + UUID.randomUUID();
        Map<String, Object> created = body(api.as(Role.ADMIN)
                .post("/users", input(username, roles))
                .expectStatus()
                .isCreated());
        return new Person(UUID.fromString((String) created.get("id")), username);
    }

    /** A right body of POST /users, to be spoiled. */
    public static Map<String, Object> input(String username, String... roles) {
        return Map.of("username", username, "displayName", "Some Body", "password", PASSWORD, "roles", List.of(roles));
    }

    /** From an address of its own: what others fail at does not count. */
    public static ResponseSpec login(Api api, String username, String password) {
        return loginFrom(address(), api, username, password);
    }

    public static ResponseSpec loginFrom(String address, Api api, String username, String password) {
        return api.anonymous()
                .with("X-Forwarded-For", address)
                .post("/auth/login", Map.of("username", username, "password", password));
    }

    /** An address that nobody had before. */
    public static String address() {
        return "2001:db8:%x:%x::1".formatted(NETWORKS.incrementAndGet() >> 16, NETWORKS.get() & 0xffff);
    }

    /** A login that must succeed: its tokens and its session. */
    public static Map<String, Object> session(Api api, Person person) {
        return body(login(api, person.username(), PASSWORD).expectStatus().isOk());
    }

    /** The access token of a login that must succeed. */
    public static String token(Api api, String username, String password) {
        return (String)
                body(login(api, username, password).expectStatus().isOk()).get("accessToken");
    }

    /** The event that takes the tokens of a subject ({@code subjectId}) or of a session ({@code sessionId}) back. */
    public static RecordedEvent awaitRevocation(String field, UUID id) {
        return Awaitility.await("a revocation of " + id)
                .until(
                        () -> Topics.eventsOfType("auth.revocation.declared.v1").stream()
                                .filter(event ->
                                        event.data().path(field).asString("").equals(id.toString()))
                                .reduce((_, last) -> last),
                        Optional::isPresent)
                .orElseThrow();
    }

    public static SignedJWT parse(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    public static Map<String, Object> body(ResponseSpec answer) {
        return answer.expectBody(JSON).returnResult().getResponseBody();
    }
}
