package dev.erp.auth.user;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the world learns about users; never a password or a hash. */
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

    /** @param version of the user after the change */
    default NewEvent published(long version, Instant at, Origin origin) {
        return NewEvent.of(TOPIC, type(), userId(), version, at, origin, this);
    }
}
