package dev.erp.auth.client;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the world learns about API clients; never a secret. */
sealed interface ApiClientEvent {

    String TOPIC = "erp.auth.client";

    String type();

    UUID clientId();

    record Created(UUID clientId, String name, List<String> scopes, Instant expiresAt) implements ApiClientEvent {
        @Override
        public String type() {
            return "auth.client.created.v1";
        }
    }

    record Before(String name, String status, List<String> scopes, Instant expiresAt) {}

    record Changed(UUID clientId, String name, String status, List<String> scopes, Instant expiresAt, Before before)
            implements ApiClientEvent {

        static Changed of(ApiClient was, ApiClient is) {
            var before = new Before(was.name(), was.status(), was.scopes(), was.expiresAt());
            return new Changed(is.id(), is.name(), is.status(), is.scopes(), is.expiresAt(), before);
        }

        @Override
        public String type() {
            return "auth.client.changed.v1";
        }
    }

    /** @param oldValidUntil when the secrets from before stop being good */
    record SecretRotated(UUID clientId, String name, Instant oldValidUntil) implements ApiClientEvent {
        @Override
        public String type() {
            return "auth.client.secret-rotated.v1";
        }
    }

    record Deleted(UUID clientId, String name) implements ApiClientEvent {
        @Override
        public String type() {
            return "auth.client.deleted.v1";
        }
    }

    default NewEvent published(long version, Instant at, Origin origin) {
        return NewEvent.of(TOPIC, type(), clientId(), version, at, origin, this);
    }
}
