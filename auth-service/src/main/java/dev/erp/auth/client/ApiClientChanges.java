package dev.erp.auth.client;

import dev.erp.auth.role.Roles;
import dev.erp.auth.token.RevocationEvent;
import dev.erp.auth.token.Secret;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes, changes and deletes API clients, in the caller's transaction. What changes takes their access tokens back. */
@Component
class ApiClientChanges {

    private static final String SECRET_PREFIX = "erp_cs_";

    private final ApiClients clients;
    private final Roles roles;
    private final Outbox outbox;
    private final Clock clock;

    ApiClientChanges(ApiClients clients, Roles roles, Outbox outbox, Clock clock) {
        this.clients = clients;
        this.roles = roles;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param clientSecret shown once; only its hash is kept */
    @Schema(name = "IssuedApiClient")
    record Issued(
            ApiClient client,

            @Schema(example = "erp_cs_Zm9yLWRvY3VtZW50YXRpb24tb25seS1ub3QtYS1zZWNyZXQ")
            String clientSecret) {

        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Issued[" + client.id() + "]";
        }
    }

    /** @throws Problem 400 for an unknown scope, 403 for one that the caller does not have, 409 when the name is taken */
    Mono<Issued> create(Details input, Caller caller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var client = new ApiClient(
                Ids.next(),
                input.name().strip(),
                ApiClient.ACTIVE,
                input.sortedScopes(),
                input.expiresAt(),
                1,
                now,
                null);
        String secret = Secret.random(SECRET_PREFIX).text();
        var created = new ApiClientEvent.Created(client.id(), client.name(), client.scopes(), client.expiresAt());
        return roles.requireGrantablePermissions("scopes", input.scopes(), caller)
                .then(Mono.defer(() -> clients.insert(client)))
                .switchIfEmpty(Mono.error(() -> nameTaken(client.name())))
                .then(Mono.defer(() -> clients.addSecret(client.id(), secret, now, now)))
                .then(Mono.defer(() -> publish(created.published(1, now, caller.inProcess(client.id())))))
                .thenReturn(new Issued(client, secret));
    }

    /** @throws Problem 404; 412; 400, 403 and 409 as for a new one */
    Mono<ApiClient> change(UUID id, IfMatch ifMatch, UnaryOperator<Details> change, Caller caller) {
        return clients.lock(id).flatMap(client -> {
            ifMatch.require(client.version());
            Details wanted = change.apply(client.details());
            List<String> added = wanted.scopes().stream()
                    .filter(scope -> !client.scopes().contains(scope))
                    .toList();
            return roles.requireGrantablePermissions("scopes", added, caller)
                    .then(Mono.defer(() -> save(client, client.with(wanted), caller)));
        });
    }

    /** A second time changes nothing. @throws Problem 404 */
    Mono<ApiClient> setStatus(UUID id, String status, Caller caller) {
        return clients.lock(id)
                .flatMap(client -> client.status().equals(status)
                        ? Mono.just(client)
                        : save(client, client.withStatus(status), caller));
    }

    private Mono<ApiClient> save(ApiClient was, ApiClient is, Caller caller) {
        Instant now = clock.instant();
        return clients.update(is)
                .switchIfEmpty(Mono.error(() -> nameTaken(is.name())))
                .flatMap(epoch -> outbox.append(List.of(
                        ApiClientEvent.Changed.of(was, is).published(is.version(), now, caller.inProcess(is.id())),
                        RevocationEvent.ofOlderTokens(is.id(), epoch).published(now, caller.inProcess(is.id())))))
                .thenReturn(is);
    }

    /**
     * A new secret; the old ones stay good for a while, so that the machine can be given the new one without a stop. Whoever gets it
     * can do what the client can, so nobody rotates one that may do more than they.
     *
     * @throws Problem 404; 403 for a client with a scope that the caller does not have
     */
    Mono<Issued> rotate(UUID id, Duration overlap, Caller caller) {
        Instant now = clock.instant();
        Instant oldValidUntil = now.plus(overlap);
        String secret = Secret.random(SECRET_PREFIX).text();
        return clients.lock(id).flatMap(client -> roles.requireGrantablePermissions("scopes", client.scopes(), caller)
                .then(Mono.defer(() -> clients.addSecret(id, secret, now, oldValidUntil)))
                .then(Mono.defer(() -> clients.countUp(id, client.version() + 1)))
                .then(Mono.defer(() -> publish(new ApiClientEvent.SecretRotated(id, client.name(), oldValidUntil)
                        .published(client.version() + 1, now, caller.inProcess(id)))))
                .thenReturn(new Issued(client, secret)));
    }

    /** @throws Problem 404 */
    Mono<Void> delete(UUID id, Caller caller) {
        Instant now = clock.instant();
        return clients.lock(id).flatMap(client -> clients.update(client.withStatus(ApiClient.DISABLED))
                .flatMap(epoch -> outbox.append(List.of(
                        new ApiClientEvent.Deleted(id, client.name())
                                .published(client.version() + 1, now, caller.inProcess(id)),
                        RevocationEvent.ofOlderTokens(id, epoch).published(now, caller.inProcess(id)))))
                .then(Mono.defer(() -> clients.delete(id))));
    }

    private Mono<Void> publish(NewEvent event) {
        return outbox.append(List.of(event));
    }

    private static Problem nameTaken(String name) {
        return Problem.conflict("name_taken", "There is an API client " + name + " already.");
    }
}
