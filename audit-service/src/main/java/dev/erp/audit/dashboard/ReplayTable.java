package dev.erp.audit.dashboard;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How far a dashboard that is filled from the topics has come in each of their partitions. */
@Component
final class ReplayTable {

    /**
     * One partition of a topic.
     *
     * @param next offset that is read next
     * @param end offset behind the last record that is wanted
     */
    record Part(String topic, int partition, long next, long end) {

        Part reached(long offset) {
            return new Part(topic, partition, Math.min(offset, end), end);
        }
    }

    private final DatabaseClient database;

    ReplayTable(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> begin(int generation, List<Part> parts) {
        return database.sql("""
                        INSERT INTO dashboard_replay (generation, topic, partition, next_offset, end_offset)
                        SELECT :generation, * FROM unnest(:topics::text[], :partitions::int[], :nexts::bigint[], :ends::bigint[])
                        """)
                .bind("generation", generation)
                .bind("topics", column(parts, Part::topic, String[]::new))
                .bind("partitions", column(parts, Part::partition, Integer[]::new))
                .bind("nexts", column(parts, Part::next, Long[]::new))
                .bind("ends", column(parts, Part::end, Long[]::new))
                .then();
    }

    /** Those that have not been read to their end. */
    Mono<List<Part>> open(int generation) {
        return database.sql("""
                        SELECT topic, partition, next_offset, end_offset
                          FROM dashboard_replay
                         WHERE generation = :generation AND next_offset < end_offset
                         ORDER BY topic, partition
                        """)
                .bind("generation", generation)
                .map(row -> new Part(
                        row.get("topic", String.class),
                        row.get("partition", Integer.class),
                        row.get("next_offset", Long.class),
                        row.get("end_offset", Long.class)))
                .all()
                .collectList();
    }

    Mono<Void> advance(int generation, List<Part> parts) {
        return database.sql("""
                        UPDATE dashboard_replay AS replay
                           SET next_offset = part.next
                          FROM unnest(:topics::text[], :partitions::int[], :nexts::bigint[]) AS part (topic, partition, next)
                         WHERE generation = :generation AND replay.topic = part.topic AND replay.partition = part.partition
                        """)
                .bind("generation", generation)
                .bind("topics", column(parts, Part::topic, String[]::new))
                .bind("partitions", column(parts, Part::partition, Integer[]::new))
                .bind("nexts", column(parts, Part::next, Long[]::new))
                .then();
    }

    private static <T> T[] column(List<Part> parts, Function<Part, T> value, IntFunction<T[]> array) {
        return parts.stream().map(value).toArray(array);
    }
}
