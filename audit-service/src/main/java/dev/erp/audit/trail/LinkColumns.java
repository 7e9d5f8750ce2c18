package dev.erp.audit.trail;

import dev.erp.audit.trail.AuditTrail.Link;
import dev.erp.chassis.persistence.Columns;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** A set of records as one array per column; bodies and hashes are laid end to end. */
final class LinkColumns {

    private final List<Link> links;
    private final List<AuditRecord> events;

    LinkColumns(List<Link> links) {
        this.links = links;
        this.events = links.stream().map(Link::event).toList();
    }

    GenericExecuteSpec bind(GenericExecuteSpec statement) {
        return bindBodies(statement)
                .bind("chains", column(AuditRecord::chain, Integer[]::new))
                .bind("positions", column(AuditRecord::position, Long[]::new))
                .bind("eventIds", column(AuditRecord::eventId, UUID[]::new))
                .bind("topics", column(AuditRecord::topic, String[]::new))
                .bind("types", column(AuditRecord::type, String[]::new))
                .bind("actions", column(e -> e.subject().action(), String[]::new))
                .bind("resourceTypes", column(e -> e.subject().resourceType(), String[]::new))
                .bind("resourceIds", column(e -> e.subject().id(), UUID[]::new))
                .bind("sequences", column(AuditRecord::sequence, Long[]::new))
                .bind("occurredAts", column(e -> Columns.utc(e.occurredAt()), OffsetDateTime[]::new))
                .bind("recordedAts", column(e -> Columns.utc(e.recordedAt()), OffsetDateTime[]::new))
                .bind("actors", column(e -> e.actor().id(), String[]::new))
                .bind("actorNames", column(e -> e.actor().name(), String[]::new))
                .bind("correlationIds", column(AuditRecord::correlationId, UUID[]::new))
                .bind("causationIds", column(AuditRecord::causationId, UUID[]::new))
                .bind("traceparents", column(AuditRecord::traceparent, String[]::new))
                .bind("reasons", column(e -> e.circumstances().reason(), String[]::new))
                .bind("requestIds", column(e -> e.circumstances().requestId(), String[]::new))
                .bind("addresses", column(e -> e.circumstances().address(), String[]::new))
                .bind("words", column(Words::of, String[]::new))
                .bind("previousHashes", hashes(Link::previousHash))
                .bind("hashes", hashes(Link::hash));
    }

    private GenericExecuteSpec bindBodies(GenericExecuteSpec statement) {
        Integer[] starts = new Integer[events.size()];
        int end = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = end;
            end = Math.addExact(end, events.get(i).data().length);
        }
        ByteBuffer bodies = ByteBuffer.allocate(end);
        events.forEach(event -> bodies.put(event.data()));
        return statement
                .bind("bodies", bodies.array())
                .bind("bodyAts", starts)
                .bind("bodyBytes", column(e -> e.data().length, Integer[]::new))
                .bind("areTexts", column(AuditRecord::isText, Boolean[]::new));
    }

    private byte[] hashes(Function<Link, byte[]> hash) {
        ByteBuffer bytes = ByteBuffer.allocate(links.size() * HashChain.HASH_BYTES);
        links.forEach(link -> bytes.put(hash.apply(link)));
        return bytes.array();
    }

    private <T> T[] column(Function<AuditRecord, T> value, IntFunction<T[]> array) {
        return Columns.of(events, value, array);
    }
}
