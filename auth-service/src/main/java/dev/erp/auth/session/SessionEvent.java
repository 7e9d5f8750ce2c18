package dev.erp.auth.session;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Ids;
import java.time.Instant;
import java.util.UUID;

/** What the audit trail learns about sessions; never a password or a token. */
public sealed interface SessionEvent {

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
        public static final String UNKNOWN_USER = "unknown_user";
        public static final String WRONG_PASSWORD = "wrong_password";
        public static final String USER_DISABLED = "user_disabled";

        @Override
        public String type() {
            return "auth.session.login-failed.v1";
        }

        /** With a new id as subject: each try is an aggregate of its own. */
        public NewEvent published(Instant at, Visitor visitor) {
            UUID id = Ids.next();
            return published(
                    id, 1, at, new Origin(Visitor.ANONYMOUS, id, null, visitor.traceparent(), visitor.circumstances()));
        }
    }

    /** A refresh token came a second time; the session is ended. */
    record RefreshReused(UUID userId, String address) implements SessionEvent {
        @Override
        public String type() {
            return "auth.session.refresh-reused.v1";
        }
    }

    /** @param reason see {@link EndReason} */
    record Ended(UUID userId, String reason) implements SessionEvent {
        @Override
        public String type() {
            return "auth.session.ended.v1";
        }
    }

    default NewEvent published(UUID session, long version, Instant at, Origin origin) {
        return NewEvent.of(TOPIC, type(), session, version, at, origin, this);
    }
}
