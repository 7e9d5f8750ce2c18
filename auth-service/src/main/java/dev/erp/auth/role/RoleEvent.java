package dev.erp.auth.role;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import java.time.Instant;
import java.util.List;

/** What the world learns about roles. */
sealed interface RoleEvent {

    String TOPIC = "erp.auth.role";

    String type();

    record Created(String role, String description, List<String> permissions) implements RoleEvent {
        @Override
        public String type() {
            return "auth.role.created.v1";
        }
    }

    record Before(String description, List<String> permissions) {}

    record Changed(String role, String description, List<String> permissions, Before before) implements RoleEvent {
        @Override
        public String type() {
            return "auth.role.changed.v1";
        }
    }

    record Deleted(String role) implements RoleEvent {
        @Override
        public String type() {
            return "auth.role.deleted.v1";
        }
    }

    default NewEvent published(Role role, long version, Instant at, Origin origin) {
        return NewEvent.of(TOPIC, type(), role.id(), version, at, origin, this);
    }
}
