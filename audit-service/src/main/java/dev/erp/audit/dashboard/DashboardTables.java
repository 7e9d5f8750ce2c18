package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.Document.Id;
import dev.erp.audit.dashboard.Measures.Key;
import dev.erp.audit.dashboard.Measures.Sum;
import dev.erp.chassis.persistence.Columns;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What a generation of the dashboard consists of: documents, sums, and how far each chain was taken up. A statement for a set of any size. */
@Component
final class DashboardTables {

    private final DatabaseClient database;

    DashboardTables(DatabaseClient database) {
        this.database = database;
    }

    Mono<Map<Id, String>> documents(int generation, List<Id> ids) {
        return database.sql("""
                        SELECT kind, id, state
                          FROM dashboard_document
                         WHERE generation = :generation
                           AND (kind, id) IN (SELECT * FROM unnest(:kinds::text[], :ids::uuid[]))
                        """)
                .bind("generation", generation)
                .bind("kinds", Columns.of(ids, Id::kind, String[]::new))
                .bind("ids", Columns.of(ids, Id::id, UUID[]::new))
                .map(row -> Map.entry(
                        new Id(row.get("kind", String.class), row.get("id", UUID.class)),
                        row.get("state", String.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new);
    }

    Mono<Void> keep(int generation, Map<Id, Document> documents) {
        List<Map.Entry<Id, Document>> rows = List.copyOf(documents.entrySet());
        return database.sql("""
                        INSERT INTO dashboard_document (generation, kind, id, state)
                        SELECT :generation, * FROM unnest(:kinds::text[], :ids::uuid[], :states::text[])
                        ON CONFLICT (generation, kind, id) DO UPDATE SET state = excluded.state
                        """)
                .bind("generation", generation)
                .bind("kinds", Columns.of(rows, row -> row.getKey().kind(), String[]::new))
                .bind("ids", Columns.of(rows, row -> row.getKey().id(), UUID[]::new))
                .bind("states", Columns.of(rows, row -> row.getValue().json(), String[]::new))
                .then();
    }

    Mono<Void> move(int generation, Map<Key, Sum> changes) {
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
                .bind("measures", Columns.of(rows, row -> row.getKey().measure(), String[]::new))
                .bind("currencies", Columns.of(rows, row -> row.getKey().currency(), String[]::new))
                .bind("days", Columns.of(rows, row -> row.getKey().day(), LocalDate[]::new))
                .bind("keys", Columns.of(rows, row -> row.getKey().key(), String[]::new))
                .bind("amounts", Columns.of(rows, row -> row.getValue().amount(), BigDecimal[]::new))
                .bind("nets", Columns.of(rows, row -> row.getValue().net(), BigDecimal[]::new))
                .bind("quantities", Columns.of(rows, row -> row.getValue().quantity(), BigDecimal[]::new))
                .bind("documents", Columns.of(rows, row -> row.getValue().documents(), Long[]::new))
                .then();
    }

    /** @param positions the last one of each chain */
    Mono<Void> advance(int generation, SortedMap<Integer, Long> positions) {
        List<Map.Entry<Integer, Long>> rows = new ArrayList<>(positions.entrySet());
        return database.sql("""
                        INSERT INTO dashboard_cursor (generation, chain, position)
                        SELECT :generation, * FROM unnest(:chains::int[], :positions::bigint[])
                        ON CONFLICT (generation, chain) DO UPDATE SET position = excluded.position
                        """)
                .bind("generation", generation)
                .bind("chains", Columns.of(rows, Map.Entry::getKey, Integer[]::new))
                .bind("positions", Columns.of(rows, Map.Entry::getValue, Long[]::new))
                .then();
    }

    /** How new it is, and how much of it could not be understood. */
    Mono<Long> note(int generation, Instant newest, long skipped) {
        return database.sql("""
                        UPDATE dashboard_generation
                           SET as_of = greatest(as_of, :newest), skipped = skipped + :skipped
                         WHERE generation = :generation
                        """)
                .bind("generation", generation)
                .bind("newest", Columns.utc(newest))
                .bind("skipped", skipped)
                .fetch()
                .rowsUpdated();
    }
}
