package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.ReplayTable.Part;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Begins to make a dashboard anew; {@link Generations} does it. */
@Component
final class Rebuilding {

    static final String REBUILD_RUNNING = "The dashboard is being rebuilt; see GET /api/v1/dashboard/rebuild.";
    static final String TOPICS_INCOMPLETE =
            "The topics no longer have all that was published; make the dashboard from the trail.";

    private final DatabaseClient database;
    private final Transactions transactions;
    private final TopicReplay replay;
    private final ReplayTable table;
    private final Clock clock;

    Rebuilding(DatabaseClient database, Transactions transactions, TopicReplay replay, ReplayTable table, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.replay = replay;
        this.table = table;
        this.clock = clock;
    }

    /** Where a dashboard is made from. */
    enum Source {
        TOPICS,
        TRAIL
    }

    private record Head(int chain, long position) {}

    /**
     * Begins to make the dashboard anew, unless that is under way.
     *
     * @param wanted null for the topics if they have all records that they ever had, and the trail if not
     */
    Mono<RebuildView> rebuild(@Nullable Source wanted) {
        // first where the trail stands, then where the topics end: what is between the two is met twice and not missed
        return heads().flatMap(heads -> (wanted == Source.TRAIL ? Mono.just(TopicReplay.Reach.NONE) : replay.reach())
                .flatMap(reach -> {
                    if (wanted == Source.TOPICS && !reach.whole()) {
                        return Mono.error(Problem.conflict("topics_incomplete", TOPICS_INCOMPLETE));
                    }
                    return begin(reach.whole() ? Source.TOPICS : Source.TRAIL, heads, reach.parts());
                }));
    }

    private Mono<RebuildView> begin(Source source, List<Head> heads, List<Part> parts) {
        return transactions
                .run(database.sql("SELECT pg_advisory_xact_lock(hashtextextended('dashboard.rebuild', 0))::text")
                        .fetch()
                        .first()
                        .then(Mono.defer(() -> insert(source)))
                        .delayUntil(generation -> source == Source.TRAIL
                                ? Mono.empty()
                                : table.begin(generation, parts).then(startAt(generation, heads))))
                .switchIfEmpty(Mono.error(() -> Problem.conflict("rebuild_running", REBUILD_RUNNING)))
                .flatMap(_ -> status());
    }

    /** Empty when one is under way. */
    private Mono<Integer> insert(Source source) {
        return database.sql("""
                        WITH begun AS (
                            INSERT INTO dashboard_generation (generation, state, started_at, source)
                            SELECT max(generation) + 1, 'building', :now, :source FROM dashboard_generation
                            HAVING NOT bool_or(state = 'building')
                            RETURNING generation
                        )
                        SELECT generation, dashboard_begin(generation) FROM begun
                        """)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("source", source.name().toLowerCase(Locale.ROOT))
                .map(row -> row.get("generation", Integer.class))
                .one();
    }

    private Mono<List<Head>> heads() {
        return database.sql("SELECT chain, position FROM audit_chain")
                .map(row -> new Head(row.get("chain", Integer.class), row.get("position", Long.class)))
                .all()
                .collectList();
    }

    private Mono<Void> startAt(int generation, List<Head> heads) {
        return database.sql("""
                        INSERT INTO dashboard_cursor (generation, chain, position)
                        SELECT :generation, * FROM unnest(:chains::int[], :positions::bigint[])
                        """)
                .bind("generation", generation)
                .bind("chains", heads.stream().map(Head::chain).toArray(Integer[]::new))
                .bind("positions", heads.stream().map(Head::position).toArray(Long[]::new))
                .then();
    }

    /** How far the newest generation has come. */
    Mono<RebuildView> status() {
        return database.sql("""
                        SELECT newest.generation, newest.state, newest.source, newest.started_at, newest.skipped,
                               coalesce(topics.taken, (SELECT coalesce(sum(position), 0) FROM dashboard_cursor AS cursor
                                                        WHERE cursor.generation = newest.generation))::bigint AS taken,
                               coalesce(topics.there, (SELECT coalesce(sum(position), 0) FROM audit_chain))::bigint AS there
                          FROM (SELECT * FROM dashboard_generation WHERE state <> 'retired'
                                 ORDER BY generation DESC LIMIT 1) AS newest
                          LEFT JOIN (SELECT generation, sum(next_offset) AS taken, sum(end_offset) AS there
                                       FROM dashboard_replay
                                      GROUP BY generation HAVING bool_or(next_offset < end_offset)) AS topics
                            ON topics.generation = newest.generation
                        """).map(Rebuilding::view).one();
    }

    private static RebuildView view(Readable row) {
        return new RebuildView(
                row.get("generation", Integer.class),
                row.get("state", String.class).equals("building") ? "running" : "done",
                row.get("source", String.class),
                row.get("started_at", OffsetDateTime.class).toInstant(),
                row.get("taken", Long.class),
                row.get("there", Long.class),
                row.get("skipped", Long.class));
    }
}
