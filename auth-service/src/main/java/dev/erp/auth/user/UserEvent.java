package dev.erp.auth.user;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the world learns about users; never a password, a hash or a token. */
sealed interface UserEvent {

    String TOPIC = "erp.auth.user";

    String type();

    UUID userId();

    record Created(UUID userId, String username, String displayName, List<String> roles) implements UserEvent {
        @Override
        public String type() {
            return "auth.user.created.v1";
        }

        static Created of(User user) {
            return new Created(user.id(), user.username(), user.displayName(), user.roles());
        }
    }

    record OldName(String displayName) {}

    record Changed(UUID userId, String username, String displayName, OldName before) implements UserEvent {
        @Override
        public String type() {
            return "auth.user.changed.v1";
        }
    }

    record OldRoles(List<String> roles) {}

    record RolesChanged(UUID userId, String username, List<String> roles, OldRoles before) implements UserEvent {
        @Override
        public String type() {
            return "auth.user.roles-changed.v1";
        }
    }

    record Disabled(UUID userId, String username) implements UserEvent {
        @Override
        public String type() {
            return "auth.user.disabled.v1";
        }
    }

    /** @param employeeId who has left, though this account of theirs goes on */
    record DisablingRefused(UUID userId, String username, String reason, UUID employeeId) implements UserEvent {
        @Override
        public String type() {
            return "auth.user.disabling-refused.v1";
        }
    }

    record Enabled(UUID userId, String username) implements UserEvent {
        @Override
        public String type() {
            return "auth.user.enabled.v1";
        }
    }

    record Deleted(UUID userId, String username) implements UserEvent {
        @Override
        public String type() {
            return "auth.user.deleted.v1";
        }
    }

    /** @param how {@code changed} by the user, or {@code reset} with a token of an admin's */
    record PasswordChanged(UUID userId, String username, String how) implements UserEvent {
        @Override
        public String type() {
            return "auth.user.password-changed.v1";
        }
    }

    record PasswordResetIssued(UUID userId, String username, Instant expiresAt) implements UserEvent {
        @Override
        public String type() {
            return "auth.user.password-reset-issued.v1";
        }
    }

    /** @param version of the user after the change */
    default NewEvent published(long version, Instant at, Origin origin) {
        return NewEvent.of(TOPIC, type(), userId(), version, at, origin, this);
    }
}
