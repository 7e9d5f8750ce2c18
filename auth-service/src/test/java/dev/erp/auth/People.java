package dev.erp.auth;

import com.nimbusds.jwt.SignedJWT;
import dev.erp.testing.Api;
import dev.erp.testing.Role;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Makes users and logs them in, through the API. */
public final class People {

    public static final String PASSWORD = "a long enough password";

    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

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

    public static ResponseSpec login(Api api, String username, String password) {
        return api.anonymous().post("/auth/login", Map.of("username", username, "password", password));
    }

    /** The access token of a login that must succeed. */
    public static String token(Api api, String username, String password) {
        return (String)
                body(login(api, username, password).expectStatus().isOk()).get("accessToken");
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
