package dev.erp.chassis.event;

import dev.erp.chassis.persistence.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Remembers which events a subscription has handled, in the transaction of the handler: effects happen exactly once. */
final class Inbox {

    /**
     * @param fresh to be handled now
     * @param blocked of an aggregate that has a parked event: they wait behind it
     */
    record Taken(List<IncomingEvent> fresh, List<IncomingEvent> blocked) {}

    private static final int FORGET_STEP = 10_000;

    private final DatabaseClient database;

    Inbox(DatabaseClient database) {
        this.database = database;
    }

    /** Takes the events that were not taken before; one statement for the set. */
    Mono<Taken> take(String subscription, List<IncomingEvent> set) {
        return database.sql("""
                        WITH arrived AS (
                            SELECT * FROM unnest(:ids::uuid[], :subjects::uuid[]) AS a (event_id, subject)
                        ), blocked AS (
                            SELECT event_id FROM arrived
                             WHERE subject IN (SELECT subject FROM parked_event
                                                WHERE subscription = :subscription AND subject = ANY (:subjects::uuid[]))
                        ), fresh AS (
                            INSERT INTO inbox (event_id, subscription)
                            SELECT event_id, :subscription FROM arrived
                             WHERE event_id NOT IN (SELECT event_id FROM blocked)
                             ORDER BY event_id
                            ON CONFLICT DO NOTHING
                            RETURNING event_id
                        )
                        SELECT event_id, false AS waits FROM fresh
                        UNION ALL
                        SELECT event_id, true FROM blocked
                        """)
                .bind("ids", set.stream().map(IncomingEvent::id).toArray(UUID[]::new))
                .bind("subjects", set.stream().map(IncomingEvent::subject).toArray(UUID[]::new))
                .bind("subscription", subscription)
                .map(row -> new Decision(row.get("event_id", UUID.class), row.get("waits", Boolean.class)))
                .all()
                .collectList()
                .map(decisions -> split(set, decisions));
    }

    /** Takes one event whether or not others of its aggregate are parked; false if it was handled before. */
    Mono<Boolean> takeAgain(String subscription, IncomingEvent event) {
        return database.sql("""
                        INSERT INTO inbox (event_id, subscription) VALUES (:id, :subscription) ON CONFLICT DO NOTHING
                        """)
                .bind("id", event.id())
                .bind("subscription", subscription)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /**
     * Forgets what was handled long ago, in steps that hold no lock for long.
     *
     * @param before older events are not on Kafka any more, so they cannot come again. The age is in the id (UUIDv7); an event with
     *     another kind of id is never forgotten
     * @return how many rows went
     */
    Mono<Long> forget(Instant before) {
        return forgetSome(before)
                .expand(rows -> rows < FORGET_STEP ? Mono.empty() : forgetSome(before))
                .reduce(0L, Long::sum);
    }

    private Mono<Long> forgetSome(Instant before) {
        return database.sql("""
                        DELETE FROM inbox
                         WHERE (event_id, subscription) IN (SELECT event_id, subscription FROM inbox
                                                             WHERE event_id < :before AND uuid_extract_version(event_id) = 7
                                                             ORDER BY event_id LIMIT :step)
                        """)
                .bind("before", Ids.firstOf(before))
                .bind("step", FORGET_STEP)
                .fetch()
                .rowsUpdated();
    }

    private record Decision(UUID eventId, boolean waits) {}

    private static Taken split(List<IncomingEvent> set, List<Decision> decisions) {
        Set<UUID> fresh = new HashSet<>();
        Set<UUID> blocked = new HashSet<>();
        decisions.forEach(d -> (d.waits() ? blocked : fresh).add(d.eventId()));
        List<IncomingEvent> handleNow = new ArrayList<>(fresh.size());
        List<IncomingEvent> waiting = new ArrayList<>(blocked.size());
        for (IncomingEvent event : set) {
            // removal: the same event may come twice in one set
            if (fresh.remove(event.id())) {
                handleNow.add(event);
            } else if (blocked.contains(event.id())) {
                waiting.add(event);
            }
        }
        return new Taken(handleNow, waiting);
    }
}
