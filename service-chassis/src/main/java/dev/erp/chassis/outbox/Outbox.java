package dev.erp.chassis.outbox;

import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.persistence.Columns;
import dev.erp.chassis.persistence.Transactions;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/**
 * Where events are written, with the state they tell about: in the caller's transaction ({@link #append}), or in the
 * caller's own statement ({@link #INSERT} and {@link #bind}).
 */
public final class Outbox {

    /**
     * Inserts every bound event; goes into a caller's WITH, who may add a WHERE to write them only if something else was.
     * The order of the events is kept.
     */
    public static final String INSERT = """
            INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, sequence, occurred_at,
                                actor, actor_name, correlation_id, causation_id, traceparent,
                                reason, request_id, address)
            SELECT * FROM unnest(:eventIds::uuid[], :eventTopics::text[], :eventSubjects::uuid[], :eventTypes::text[],
                                 :eventPayloads::text[], :eventSequences::bigint[], :eventTimes::timestamptz[],
                                 :eventActors::text[], :eventActorNames::text[], :eventCorrelations::uuid[],
                                 :eventCausations::uuid[], :eventTraces::text[], :eventReasons::text[],
                                 :eventRequests::text[], :eventAddresses::text[]) AS event
            """;

    private final DatabaseClient database;
    private final OutboxRelay relay;

    Outbox(DatabaseClient database, OutboxRelay relay) {
        this.database = database;
        this.relay = relay;
    }

    /** Writes the events in the caller's transaction: one statement, however many there are. */
    public Mono<Void> append(List<NewEvent> events) {
        if (events.isEmpty()) {
            return Mono.empty();
        }
        return Mono.defer(() ->
                bind(database.sql(INSERT), events).fetch().rowsUpdated().then(Transactions.afterCommit(relay::wake)));
    }

    /** Binds the parameters of {@link #INSERT}. */
    public GenericExecuteSpec bind(GenericExecuteSpec statement, List<NewEvent> events) {
        return statement
                .bind("eventIds", Columns.of(events, NewEvent::id, UUID[]::new))
                .bind("eventTopics", Columns.of(events, NewEvent::topic, String[]::new))
                .bind("eventSubjects", Columns.of(events, NewEvent::subject, UUID[]::new))
                .bind("eventTypes", Columns.of(events, NewEvent::type, String[]::new))
                .bind("eventPayloads", Columns.of(events, e -> EventJson.write(e.data()), String[]::new))
                .bind("eventSequences", Columns.of(events, NewEvent::sequence, Long[]::new))
                .bind("eventTimes", Columns.of(events, e -> e.time().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
                .bind("eventActors", Columns.of(events, e -> e.origin().actor().id(), String[]::new))
                .bind(
                        "eventActorNames",
                        Columns.of(events, e -> e.origin().actor().name(), String[]::new))
                .bind("eventCorrelations", Columns.of(events, e -> e.origin().correlationId(), UUID[]::new))
                .bind("eventCausations", Columns.of(events, e -> e.origin().causationId(), UUID[]::new))
                .bind("eventTraces", Columns.of(events, e -> e.origin().traceparent(), String[]::new))
                .bind(
                        "eventReasons",
                        Columns.of(events, e -> e.origin().circumstances().reason(), String[]::new))
                .bind(
                        "eventRequests",
                        Columns.of(events, e -> e.origin().circumstances().requestId(), String[]::new))
                .bind(
                        "eventAddresses",
                        Columns.of(events, e -> e.origin().circumstances().address(), String[]::new));
    }

    /** To be called after the commit of a statement that contains {@link #INSERT}: the relay sends at once. */
    public void wake() {
        relay.wake();
    }
}
