package dev.erp.audit.trail;

import dev.erp.audit.trail.Checkpoint.Head;
import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Signs from time to time where the chains stand, and tells everybody: whoever keeps one can see later whether the past was changed. */
@Component
final class Checkpoints {

    private static final Actor SERVICE = Actor.service("audit-service");
    private static final String TOPIC = "erp.audit.checkpoint";
    private static final String TYPE = "audit.checkpoint.signed.v1";

    private final DatabaseClient database;
    private final Transactions transactions;
    private final SealingKeys keys;
    private final Outbox outbox;
    private final Clock clock;

    Checkpoints(DatabaseClient database, Transactions transactions, SealingKeys keys, Outbox outbox, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.keys = keys;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What the topic says of a checkpoint. */
    record Signed(
            UUID checkpointId,
            long number,
            Instant createdAt,
            String keyId,
            List<Chain> chains,
            String content,
            String signature,
            String publicKey) {

        record Chain(int chain, long position, String hash) {}
    }

    private record Last(UUID trail, long number, String content) {}

    /** Newest first, with what was signed and the signature. */
    Mono<Page<CheckpointView>> list(PageRequest page) {
        return ListQuery.select("SELECT id, number, created_at, kid, content, signature FROM audit_checkpoint")
                .sortable("number", "number", Long.class)
                .page(database, page, CheckpointView::of);
    }

    /**
     * Signs where the chains stand, unless nothing has happened since the last time but that being told.
     *
     * @return 1, or 0 if nothing was signed
     */
    Mono<Long> sign() {
        // one at a time, of all instances: numbers have no gaps
        return transactions.run(
                database.sql("SELECT pg_advisory_xact_lock(hashtextextended('audit.checkpoint', 0))::text")
                        .fetch()
                        .first()
                        .then(Mono.defer(() -> heads()))
                        .zipWhen(heads -> last().defaultIfEmpty(new Last(Ids.next(), 0, null)))
                        .filter(found -> isNews(found.getT1(), found.getT2()))
                        .flatMap(found -> keys.current().flatMap(key -> sign(found.getT1(), found.getT2(), key)))
                        .defaultIfEmpty(0L));
    }

    private static boolean isNews(List<Head> heads, Last last) {
        long now = heads.stream().mapToLong(Head::position).sum();
        if (last.content == null) {
            return now > 0;
        }
        long then = Checkpoint.parse(last.content).heads().stream()
                .mapToLong(Head::position)
                .sum();
        // that the last one was signed is a record too
        return now > then + 1;
    }

    private Mono<Long> sign(List<Head> heads, Last last, SealingKey key) {
        long number = last.number + 1;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = number == 1 ? last.trail : Ids.next();
        Checkpoint checkpoint = Checkpoint.after(last.content, number, id, now, key.kid(), heads);
        String content = checkpoint.content();
        byte[] signature = key.sign(content);
        return database.sql("""
                        INSERT INTO audit_checkpoint (number, id, created_at, kid, content, signature)
                        VALUES (:number, :id, :now, :kid, :content, :signature)
                        """)
                .bind("number", number)
                .bind("id", id)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("kid", key.kid())
                .bind("content", content)
                .bind("signature", signature)
                .fetch()
                .rowsUpdated()
                .then(Mono.defer(() -> outbox.append(List.of(event(last.trail, checkpoint, content, signature, key)))))
                .thenReturn(1L);
    }

    /** The aggregate is the trail: its id is that of its first checkpoint. */
    private static NewEvent event(UUID trail, Checkpoint checkpoint, String content, byte[] signature, SealingKey key) {
        var signed = new Signed(
                checkpoint.id(),
                checkpoint.number(),
                checkpoint.createdAt(),
                key.kid(),
                checkpoint.heads().stream()
                        .map(head -> new Signed.Chain(
                                head.chain(), head.position(), HexFormat.of().formatHex(head.hash())))
                        .toList(),
                content,
                Base64.getEncoder().encodeToString(signature),
                Base64.getEncoder().encodeToString(key.publicKey()));
        var origin = new Origin(SERVICE, trail, null, null);
        return NewEvent.of(TOPIC, TYPE, trail, checkpoint.number(), checkpoint.createdAt(), origin, signed);
    }

    private Mono<List<Head>> heads() {
        return database.sql("SELECT chain, position, hash FROM audit_chain WHERE position > 0 ORDER BY chain")
                .map(row -> new Head(
                        row.get("chain", Integer.class),
                        row.get("position", Long.class),
                        row.get("hash", byte[].class)))
                .all()
                .collectList();
    }

    private Mono<Last> last() {
        return database.sql("""
                        SELECT number, content, (SELECT id FROM audit_checkpoint WHERE number = 1) AS trail
                          FROM audit_checkpoint
                         ORDER BY number DESC
                         LIMIT 1
                        """)
                .map(row -> new Last(
                        row.get("trail", UUID.class), row.get("number", Long.class), row.get("content", String.class)))
                .one();
    }
}
