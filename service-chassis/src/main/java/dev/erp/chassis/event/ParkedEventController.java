package dev.erp.chassis.event;

import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lists the events that could not be handled, and handles them again once the cause is mended. */
@RestController
@RequestMapping("/api/v1/operations/${erp.context}/parked-events")
@Tag(name = "Operations")
class ParkedEventController {

    /** @param reason why it could not be handled, or that it waits behind an earlier event of its aggregate */
    record ParkedEvent(
            @Schema(example = "0193f2c4-e4a7-73c9-9fee-b2f2a095030c")
            UUID id,

            @Schema(example = "sales-order-saga") String subscription,
            @Schema(example = "erp.inventory.reservation") String topic,
            @Schema(example = "3") int partition,
            @Schema(example = "1842") long offset,

            @Schema(example = "0193f2c4-c285-71a7-9dcc-90d08e73e10a") @Nullable
            UUID eventId,

            @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03") @Nullable
            UUID subject,

            @Schema(example = "inventory.reservation.confirmed.v1 is about a sales order that is unknown")
            String reason,

            @Schema(example = "2026-11-02T09:15:04.391027Z") OffsetDateTime parkedAt) {}

    /** @param handled how many events were handled: the one asked for and those of its aggregate that waited */
    @Schema(name = "ReplayResult")
    record Replayed(@Schema(example = "1") int handled) {}

    private static final Logger LOG = LoggerFactory.getLogger(ParkedEventController.class);

    private final DatabaseClient database;
    private final Transactions transactions;
    private final ParkedEvents parked;
    private final Inbox inbox;
    private final Map<String, EventSubscription> subscriptions;

    ParkedEventController(
            DatabaseClient database,
            Transactions transactions,
            ParkedEvents parked,
            Inbox inbox,
            ObjectProvider<EventSubscription> subscriptions) {
        this.database = database;
        this.transactions = transactions;
        this.parked = parked;
        this.inbox = inbox;
        this.subscriptions =
                subscriptions.stream().collect(Collectors.toMap(EventSubscription::name, Function.identity()));
    }

    @GetMapping
    @Permission("parked-events:read")
    @Operation(summary = "Events that this service could not handle")
    Mono<Page<ParkedEvent>> list(@SortableBy("parkedAt") PageRequest page) {
        return ListQuery.select("""
                        SELECT id, subscription, topic, partition, "offset", event_id, subject, reason, parked_at
                          FROM parked_event
                        """)
                .sortable("parkedAt", "parked_at", OffsetDateTime.class)
                .page(
                        database,
                        page,
                        row -> new ParkedEvent(
                                row.get("id", UUID.class),
                                row.get("subscription", String.class),
                                row.get("topic", String.class),
                                row.get("partition", Integer.class),
                                row.get("offset", Long.class),
                                row.get("event_id", UUID.class),
                                row.get("subject", UUID.class),
                                row.get("reason", String.class),
                                row.get("parked_at", OffsetDateTime.class)));
    }

    @PostMapping("/{id}/replay")
    @Permission("parked-events:replay")
    @Operation(summary = "Handle a parked event, and those that wait behind it, again, in their order")
    @Refuses(
            status = 409,
            code = "subscription_gone",
            detail = "This service has no subscription sales-order-saga any more.")
    @Refuses(status = 409, code = "still_not_handled", detail = "The event still cannot be handled; the log says why.")
    Mono<Replayed> replay(@PathVariable UUID id) {
        return transactions
                .run(parked.find(id)
                        .switchIfEmpty(Mono.error(() -> Problem.notFound("parked event", id)))
                        .flatMap(found -> found.subject() == null
                                ? handleAgain(found).thenReturn(1L)
                                : handleWaiting(found.subscription(), found.subject())))
                .map(count -> new Replayed(count.intValue()));
    }

    /** Again and again, until none is left that came to wait meanwhile. */
    private Mono<Long> handleWaiting(String subscription, UUID subject) {
        return parked.lockWaiting(subscription, subject)
                .collectList()
                .flatMap(waiting -> waiting.isEmpty()
                        ? Mono.just(0L)
                        : Flux.fromIterable(waiting)
                                .concatMap(this::handleAgain)
                                .then(Mono.defer(() -> handleWaiting(subscription, subject)))
                                .map(more -> more + waiting.size()));
    }

    private Mono<UUID> handleAgain(ParkedEvents.Parked event) {
        EventSubscription subscription = subscriptions.get(event.subscription());
        if (subscription == null) {
            return Mono.error(() -> Problem.conflict(
                    "subscription_gone", "This service has no subscription " + event.subscription() + " any more."));
        }
        return Mono.fromSupplier(() -> EventHeaders.read(event.message()))
                // forgotten first, else it would count as the one that others wait behind
                .delayUntil(incoming -> parked.forget(event.id()))
                .filterWhen(incoming -> inbox.takeAgain(event.subscription(), incoming))
                .delayUntil(incoming -> subscription.handler().handle(List.of(incoming)))
                .onErrorMap(e -> !Transience.isTransient(e), e -> stillNotHandled(event, e))
                .thenReturn(event.id());
    }

    private static Problem stillNotHandled(ParkedEvents.Parked event, Throwable failure) {
        LOG.warn("Parked event {} still cannot be handled by {}", event.id(), event.subscription(), failure);
        String reason = failure instanceof InvalidEventException ? ": " + failure.getMessage() : "; the log says why.";
        return Problem.conflict("still_not_handled", "The event still cannot be handled" + reason);
    }
}
