package dev.erp.chassis.event;

import java.util.Objects;

/**
 * Who did something: a user (id of the user), an API client, or a service that reacted to an event.
 *
 * @param id user id, client id, or service name
 * @param name what people call it; shown in the audit trail
 */
public record Actor(String id, String name) {

    public Actor {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
    }

    /** The service itself, acting on an event or by the clock. */
    public static Actor service(String serviceName) {
        return new Actor(serviceName, serviceName);
    }
}
