package dev.erp.audit.trail;

import dev.erp.chassis.event.IncomingEvent;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Appends sets of events to the trail, in arrival order: two statements for a set of any size. */
@Component
final class AuditTrail {

    /** Where a chain ends. */
    record Head(int chain, long position, byte[] hash, Instant recordedAt) {}

    /** A record with its place in the chain. */
    record Link(AuditRecord event, byte[] previousHash, byte[] hash) implements FoundRecord {

        @Override
        public long position() {
            return event.position();
        }

        @Override
        public UUID eventId() {
            return event.eventId();
        }

        @Override
        public boolean follows(byte[] previous) {
            return Arrays.equals(previousHash, previous);
        }

        @Override
        public byte[] computed(byte[] previous) {
            return new HashChain().hash(previous, event);
        }
    }

    private final DatabaseClient database;
    private final Clock clock;

    AuditTrail(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** In the caller's transaction, which also holds the inbox: each event is recorded once. */
    Mono<Void> append(List<IncomingEvent> set) {
        Integer[] chains = set.stream()
                .map(event -> event.source().partition())
                .distinct()
                .sorted()
                .toArray(Integer[]::new);
        return lockHeads(chains).flatMap(heads -> write(link(set, heads, clock.instant())));
    }

    /**
     * Puts events behind the heads of their chains.
     *
     * @param now a chain's time never goes back, whatever the clock does: a month of the trail is one range of positions
     */
    static List<Link> link(List<IncomingEvent> set, List<Head> heads, Instant now) {
        TreeMap<Integer, Head> ends = new TreeMap<>();
        heads.forEach(head -> ends.put(head.chain, head));
        HashChain hashes = new HashChain();
        List<Link> links = new ArrayList<>(set.size());
        for (IncomingEvent event : set) {
            Head end = ends.get(event.source().partition());
            Instant time = now.isBefore(end.recordedAt) ? end.recordedAt : now;
            AuditRecord next = AuditRecord.of(event, end.position + 1, time);
            byte[] hash = hashes.hash(end.hash, next);
            links.add(new Link(next, end.hash, hash));
            ends.put(end.chain, new Head(end.chain, next.position(), hash, time));
        }
        return links;
    }

    /** In chain order, so that no two instances wait for each other. */
    private Mono<List<Head>> lockHeads(Integer[] chains) {
        Mono<List<Head>> locked = database.sql("""
                        SELECT chain, position, hash, recorded_at
                          FROM audit_chain
                         WHERE chain = ANY (:chains::int[])
                         ORDER BY chain
                           FOR UPDATE
                        """)
                .bind("chains", chains)
                .map(AuditTrail::head)
                .all()
                .collectList();
        return locked.flatMap(heads ->
                heads.size() == chains.length ? Mono.just(heads) : begin(chains).then(locked));
    }

    /** The first event of a partition begins its chain. */
    private Mono<Void> begin(Integer[] chains) {
        return database.sql("""
                        INSERT INTO audit_chain (chain, position, hash, recorded_at)
                        SELECT chain, 0, :genesis, :never FROM unnest(:chains::int[]) AS chain ORDER BY chain
                        ON CONFLICT (chain) DO NOTHING
                        """)
                .bind("genesis", HashChain.genesis())
                .bind("never", Instant.EPOCH.atOffset(ZoneOffset.UTC))
                .bind("chains", chains)
                .then();
    }

    /** Bodies and hashes travel as one value each and are cut in the database: an array of texts would escape every quote. */
    private Mono<Void> write(List<Link> links) {
        var statement = database.sql("""
                WITH moved AS (
                    UPDATE audit_chain
                       SET position = head.position, hash = head.hash, recorded_at = head.recorded_at
                      FROM (SELECT DISTINCT ON (chain) chain, position, recorded_at,
                                   substring(:hashes::bytea FROM (n::int - 1) * 32 + 1 FOR 32) AS hash
                              FROM unnest(:chains::int[], :positions::bigint[], :recordedAts::timestamptz[])
                                   WITH ORDINALITY AS link (chain, position, recorded_at, n)
                             ORDER BY chain, position DESC) AS head
                     WHERE audit_chain.chain = head.chain
                )
                INSERT INTO audit_event (chain, position, event_id, topic, type, action, resource_type, resource_id, sequence,
                                         occurred_at, recorded_at, actor, actor_name, correlation_id, causation_id,
                                         traceparent, reason, request_id, address, words, data, data_bytes, previous_hash,
                                         hash)
                SELECT chain, position, event_id, topic, type, action, resource_type, resource_id, sequence,
                       occurred_at, recorded_at, actor, actor_name, correlation_id, causation_id, traceparent,
                       reason, request_id, address, array_to_tsvector(string_to_array(words, ' ')),
                       CASE WHEN is_text
                            THEN convert_from(substring(:bodies::bytea FROM body_at + 1 FOR body_bytes), 'UTF8') END,
                       CASE WHEN NOT is_text
                            THEN substring(:bodies::bytea FROM body_at + 1 FOR body_bytes) END,
                       substring(:previousHashes::bytea FROM (n::int - 1) * 32 + 1 FOR 32),
                       substring(:hashes::bytea FROM (n::int - 1) * 32 + 1 FOR 32)
                  FROM unnest(:chains::int[], :positions::bigint[], :eventIds::uuid[], :topics::text[], :types::text[],
                              :actions::text[], :resourceTypes::text[], :resourceIds::uuid[], :sequences::bigint[],
                              :occurredAts::timestamptz[], :recordedAts::timestamptz[], :actors::text[],
                              :actorNames::text[], :correlationIds::uuid[], :causationIds::uuid[], :traceparents::text[],
                              :reasons::text[], :requestIds::text[], :addresses::text[], :words::text[],
                              :bodyAts::int[], :bodyBytes::int[], :areTexts::boolean[])
                       WITH ORDINALITY AS link (chain, position, event_id, topic, type, action, resource_type, resource_id,
                                                sequence, occurred_at, recorded_at, actor, actor_name, correlation_id,
                                                causation_id, traceparent, reason, request_id, address, words, body_at, body_bytes, is_text, n)
                """);
        return new LinkColumns(links).bind(statement).then();
    }

    private static Head head(Readable row) {
        return new Head(
                row.get("chain", Integer.class),
                row.get("position", Long.class),
                row.get("hash", byte[].class),
                row.get("recorded_at", OffsetDateTime.class).toInstant());
    }
}
