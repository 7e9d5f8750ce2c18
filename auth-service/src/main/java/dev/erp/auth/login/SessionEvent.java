package dev.erp.auth.login;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Ids;
import java.time.Instant;
import java.util.UUID;

/** What the audit trail learns about logins; never a password or a token. */
sealed interface SessionEvent {

    String TOPIC = "erp.auth.session";

    String type();

    /** @param address of the client, or null if unknown */
    record LoggedIn(UUID userId, String username, String address) implements SessionEvent {
        @Override
        public String type() {
            return "auth.session.logged-in.v1";
        }
    }

    /**
     * @param username as it was typed
     * @param reason not told to the caller
     */
    record LoginFailed(String username, String address, String reason) implements SessionEvent {
        static final String UNKNOWN_USER = "unknown_user";
        static final String WRONG_PASSWORD = "wrong_password";
        static final String USER_DISABLED = "user_disabled";

        @Override
        public String type() {
            return "auth.session.login-failed.v1";
        }
    }

    /** With a new id as subject: each login, or try, is a session of its own. */
    default NewEvent published(Actor actor, Instant at, String traceparent) {
        UUID session = Ids.next();
        return NewEvent.of(TOPIC, type(), session, 1, at, new Origin(actor, session, null, traceparent), this);
    }
}
