package dev.erp.audit.dashboard;

import dev.erp.chassis.persistence.Transactions;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Takes up what is new in the trail, a set at a time, chain by chain in the order of positions: how far it has come is committed with the
 * sums, so each event counts once, whatever crashes. Five statements for a set of any size.
 */
@Component
final class Projector {

    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);

    /** A record of the trail; {@code event} is null when it is nothing for the dashboard. */
    private record Entry(int chain, long position, Instant time, Heard event, boolean skipped) {}

    private final DatabaseClient database;
    private final Transactions transactions;
    private final DashboardTables tables;
    private final Fold fold;
    private final int batch;

    Projector(
            DatabaseClient database,
            Transactions transactions,
            DashboardTables tables,
            @Value("${erp.dashboard.base-currency}") String baseCurrency,
            @Value("${erp.dashboard.batch}") int batch) {
        this.database = database;
        this.transactions = transactions;
        this.tables = tables;
        this.fold = new Fold(Kind.all(baseCurrency));
        this.batch = batch;
    }

    /**
     * Takes up one set, in a transaction of its own.
     *
     * @return how many records; 0 when there is nothing new, or another instance is at it
     */
    Mono<Long> step(int generation) {
        return transactions.run(
                locked(generation).flatMap(_ -> take(generation)).defaultIfEmpty(0L));
    }

    /** In the caller's transaction, which holds the lock. */
    Mono<Long> take(int generation) {
        return entries(generation)
                .flatMap(entries -> entries.isEmpty()
                        ? Mono.just(0L)
                        : apply(generation, entries).thenReturn((long) entries.size()));
    }

    /** In the caller's transaction: empty when another instance is at it, or nobody needs it any more. */
    Mono<Integer> locked(int generation) {
        return database.sql("""
                        SELECT generation
                          FROM dashboard_generation
                         WHERE generation = :generation AND state <> 'retired'
                           FOR UPDATE SKIP LOCKED
                        """)
                .bind("generation", generation)
                .map(row -> row.get("generation", Integer.class))
                .one();
    }

    boolean hears(String topic) {
        return fold.hears(topic);
    }

    private Mono<Void> apply(int generation, List<Entry> entries) {
        List<Heard> events =
                entries.stream().map(Entry::event).filter(Objects::nonNull).toList();
        long unreadable = entries.stream().filter(Entry::skipped).count();
        Instant newest =
                entries.stream().map(Entry::time).max(Comparator.naturalOrder()).orElseThrow();
        return fold(generation, events)
                .flatMap(skipped -> tables.note(generation, newest, unreadable + skipped))
                .then(Mono.defer(() -> tables.advance(generation, positions(entries))));
    }

    /** Takes up events, in the caller's transaction, which holds the lock. @return how many could not be understood */
    Mono<Long> fold(int generation, List<Heard> events) {
        return tables.documents(generation, fold.idsOf(events)).flatMap(before -> {
            Fold.Result result = fold.apply(events, before);
            return tables.keep(generation, result.documents())
                    .then(Mono.defer(() -> tables.move(generation, result.changes())))
                    .thenReturn(result.skipped());
        });
    }

    private static SortedMap<Integer, Long> positions(List<Entry> entries) {
        SortedMap<Integer, Long> positions = new TreeMap<>();
        entries.forEach(entry -> positions.merge(entry.chain, entry.position, Math::max));
        return positions;
    }

    private Mono<List<Entry>> entries(int generation) {
        return database.sql("""
                        SELECT event.chain, event.position, topic, type, resource_id, sequence, occurred_at, data
                          FROM audit_chain AS head
                          LEFT JOIN dashboard_cursor AS cursor
                            ON cursor.generation = :generation AND cursor.chain = head.chain
                         CROSS JOIN LATERAL (
                            SELECT *
                              FROM audit_event
                             WHERE chain = head.chain AND position > coalesce(cursor.position, 0)
                             ORDER BY position
                             LIMIT :batch) AS event
                         WHERE head.position > coalesce(cursor.position, 0)
                         ORDER BY event.chain, event.position
                        """)
                .bind("generation", generation)
                .bind("batch", batch)
                .map(this::entry)
                .all()
                .collectList();
    }

    private Entry entry(Readable row) {
        int chain = row.get("chain", Integer.class);
        long position = row.get("position", Long.class);
        Instant time = row.get("occurred_at", OffsetDateTime.class).toInstant();
        String topic = row.get("topic", String.class);
        String data = row.get("data", String.class);
        if (data == null || !fold.hears(topic)) {
            return new Entry(chain, position, time, null, false);
        }
        try {
            Heard event = Heard.of(
                    topic,
                    row.get("type", String.class),
                    row.get("resource_id", UUID.class),
                    row.get("sequence", Long.class),
                    time,
                    data);
            return new Entry(chain, position, time, event, false);
        } catch (JacksonException e) {
            LOG.warn("The dashboard leaves out position {} of chain {}: it is no JSON", position, chain);
            return new Entry(chain, position, time, null, true);
        }
    }
}
