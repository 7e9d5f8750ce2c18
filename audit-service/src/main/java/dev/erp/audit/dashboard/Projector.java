package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.Document.Id;
import dev.erp.audit.dashboard.Measures.Key;
import dev.erp.audit.dashboard.Measures.Sum;
import dev.erp.chassis.persistence.Transactions;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
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
    private final Fold fold;
    private final int batch;

    Projector(
            DatabaseClient database,
            Transactions transactions,
            @Value("${erp.dashboard.base-currency}") String baseCurrency,
            @Value("${erp.dashboard.batch}") int batch) {
        this.database = database;
        this.transactions = transactions;
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
                .flatMap(skipped -> note(generation, newest, unreadable + skipped))
                .then(Mono.defer(() -> advance(generation, entries)));
    }

    /** Takes up events, in the caller's transaction, which holds the lock. @return how many could not be understood */
    Mono<Long> fold(int generation, List<Heard> events) {
        return documents(generation, fold.idsOf(events)).flatMap(before -> {
            Fold.Result result = fold.apply(events, before);
            return keep(generation, result.documents())
                    .then(Mono.defer(() -> move(generation, result.changes())))
                    .thenReturn(result.skipped());
        });
    }

    /** How new it is, and how much of it could not be understood. */
    Mono<Long> note(int generation, Instant newest, long skipped) {
        return database.sql("""
                        UPDATE dashboard_generation
                           SET as_of = greatest(as_of, :newest), skipped = skipped + :skipped
                         WHERE generation = :generation
                        """)
                .bind("generation", generation)
                .bind("newest", newest.atOffset(ZoneOffset.UTC))
                .bind("skipped", skipped)
                .fetch()
                .rowsUpdated();
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

    private Mono<Map<Id, String>> documents(int generation, List<Id> ids) {
        return database.sql("""
                        SELECT kind, id, state
                          FROM dashboard_document
                         WHERE generation = :generation
                           AND (kind, id) IN (SELECT * FROM unnest(:kinds::text[], :ids::uuid[]))
                        """)
                .bind("generation", generation)
                .bind("kinds", column(ids, Id::kind, String[]::new))
                .bind("ids", column(ids, Id::id, UUID[]::new))
                .map(row -> Map.entry(
                        new Id(row.get("kind", String.class), row.get("id", UUID.class)),
                        row.get("state", String.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new);
    }

    private Mono<Void> keep(int generation, Map<Id, Document> documents) {
        List<Map.Entry<Id, Document>> rows = List.copyOf(documents.entrySet());
        return database.sql("""
                        INSERT INTO dashboard_document (generation, kind, id, state)
                        SELECT :generation, * FROM unnest(:kinds::text[], :ids::uuid[], :states::text[])
                        ON CONFLICT (generation, kind, id) DO UPDATE SET state = excluded.state
                        """)
                .bind("generation", generation)
                .bind("kinds", column(rows, row -> row.getKey().kind(), String[]::new))
                .bind("ids", column(rows, row -> row.getKey().id(), UUID[]::new))
                .bind("states", column(rows, row -> row.getValue().json(), String[]::new))
                .then();
    }

    private Mono<Void> move(int generation, Map<Key, Sum> changes) {
        List<Map.Entry<Key, Sum>> rows = changes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Key::toString)))
                .toList();
        return database.sql("""
                        INSERT INTO dashboard_sum AS sum (generation, measure, currency, day, key, amount, net, quantity, documents)
                        SELECT :generation, *
                          FROM unnest(:measures::text[], :currencies::text[], :days::date[], :keys::text[], :amounts::numeric[],
                                      :nets::numeric[], :quantities::numeric[], :documents::bigint[])
                        ON CONFLICT (generation, measure, currency, day, key) DO UPDATE
                           SET amount = sum.amount + excluded.amount, net = sum.net + excluded.net,
                               quantity = sum.quantity + excluded.quantity, documents = sum.documents + excluded.documents
                        """)
                .bind("generation", generation)
                .bind("measures", column(rows, row -> row.getKey().measure(), String[]::new))
                .bind("currencies", column(rows, row -> row.getKey().currency(), String[]::new))
                .bind("days", column(rows, row -> row.getKey().day(), LocalDate[]::new))
                .bind("keys", column(rows, row -> row.getKey().key(), String[]::new))
                .bind("amounts", column(rows, row -> row.getValue().amount(), BigDecimal[]::new))
                .bind("nets", column(rows, row -> row.getValue().net(), BigDecimal[]::new))
                .bind("quantities", column(rows, row -> row.getValue().quantity(), BigDecimal[]::new))
                .bind("documents", column(rows, row -> row.getValue().documents(), Long[]::new))
                .then();
    }

    private Mono<Void> advance(int generation, List<Entry> entries) {
        TreeMap<Integer, Long> positions = new TreeMap<>();
        entries.forEach(entry -> positions.merge(entry.chain, entry.position, Math::max));
        List<Map.Entry<Integer, Long>> rows = new ArrayList<>(positions.entrySet());
        return database.sql("""
                        INSERT INTO dashboard_cursor (generation, chain, position)
                        SELECT :generation, * FROM unnest(:chains::int[], :positions::bigint[])
                        ON CONFLICT (generation, chain) DO UPDATE SET position = excluded.position
                        """)
                .bind("generation", generation)
                .bind("chains", column(rows, Map.Entry::getKey, Integer[]::new))
                .bind("positions", column(rows, Map.Entry::getValue, Long[]::new))
                .then();
    }

    private static <R, T> T[] column(List<R> rows, Function<R, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
