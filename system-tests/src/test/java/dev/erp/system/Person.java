package dev.erp.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.standalone.api.ApiClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A user, made through the API for one test. */
public record Person(String id, String username, String password) {

    /** Somebody new with these roles. */
    public static Person with(ApiClient admin, String... roles) {
        String username = "user-" + UUID.randomUUID();
        String password = "not one of the common ones " + UUID.randomUUID();
        String id = admin.post(
                        "/api/v1/users",
                        Map.of(
                                "username",
                                username,
                                "displayName",
                                "Some Body",
                                "password",
                                password,
                                "roles",
                                List.of(roles)))
                .path("id")
                .asString();
        return new Person(id, username, password);
    }

    /** Whatever a login with this password is answered. */
    public Answer login(Door door, String tried) {
        return door.call("POST", "/api/v1/auth/login")
                .fields(Map.of("username", username, "password", tried))
                .send();
    }

    /** A login that must succeed. */
    public Session session(Door door) {
        return Session.of(login(door, password));
    }

    /** The tokens of a session. */
    public record Session(String id, String accessToken, String refreshToken) {

        /** Out of an answer that must have them. */
        public static Session of(Answer answer) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return new Session(answer.text("sessionId"), answer.text("accessToken"), answer.text("refreshToken"));
        }

        /** Whatever a refresh is answered. */
        public Answer refresh(Door door) {
            return door.call("POST", "/api/v1/auth/refresh")
                    .fields(Map.of("refreshToken", refreshToken))
                    .send();
        }
    }
}
