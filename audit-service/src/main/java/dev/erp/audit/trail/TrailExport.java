package dev.erp.audit.trail;

import dev.erp.audit.trail.AuditQueries.Filter;
import dev.erp.audit.trail.AuditTrail.Link;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes the trail out, a page at a time and not faster than it is taken: whatever its length, a few pages are in memory. No transaction
 * and no cursor stays open meanwhile; the ends of the chains are those of the beginning.
 */
@Component
final class TrailExport {

    private static final int PAGE = 1_000;
    /** Pieces that are handed on: the server holds up to 256 of them for a slow reader. */
    private static final int PIECE = 50;

    private static final int SEALS = 200;

    private final DatabaseClient database;
    private final AuditQueries queries;
    private final SealingKeys keys;
    private final Clock clock;

    TrailExport(DatabaseClient database, AuditQueries queries, SealingKeys keys, Clock clock) {
        this.database = database;
        this.queries = queries;
        this.keys = keys;
        this.clock = clock;
    }

    Flux<byte[]> lines(Filter filter, ExportFormat format) {
        boolean whole = filter.isEmpty();
        Instant now = clock.instant();
        AtomicLong records = new AtomicLong();
        Mono<byte[]> begin = Mono.fromSupplier(() -> bytes(out -> format.begin(out, now, whole)));
        if (!whole) {
            return Flux.concat(
                    begin,
                    pieces(pages(after -> queries.after(filter, after, PAGE)), format, records),
                    Mono.fromSupplier(() -> bytes(out -> format.end(out, records.get(), List.of()))));
        }
        return heads().collectList()
                .flatMapMany(heads -> Flux.concat(
                        begin,
                        seals(format),
                        Flux.fromIterable(heads)
                                .concatMap(head -> pieces(pages(after -> page(head, after)), format, records), 1),
                        Mono.fromSupplier(() -> bytes(out -> format.end(out, records.get(), heads)))));
    }

    private interface Next {
        Mono<List<Link>> after(Link lastOrNull);
    }

    private static Flux<List<Link>> pages(Next next) {
        return next.after(null)
                .expand(page -> page.size() < PAGE ? Mono.empty() : next.after(page.getLast()), 1)
                .limitRate(1);
    }

    private static Flux<byte[]> pieces(Flux<List<Link>> pages, ExportFormat format, AtomicLong records) {
        return pages.concatMapIterable(TrailExport::cut, 1).map(piece -> {
            records.addAndGet(piece.size());
            return bytes(out -> piece.forEach(link -> format.record(out, link)));
        });
    }

    private static List<List<Link>> cut(List<Link> page) {
        List<List<Link>> pieces = new ArrayList<>();
        for (int i = 0; i < page.size(); i += PIECE) {
            pieces.add(page.subList(i, Math.min(i + PIECE, page.size())));
        }
        return pieces;
    }

    private Mono<List<Link>> page(Checkpoint.Head head, Link after) {
        return database.sql("""
                        SELECT %s
                          FROM audit_event
                         WHERE chain = :chain AND position > :after AND position <= :end
                         ORDER BY position
                         LIMIT :limit
                        """.formatted(AuditRow.COLUMNS))
                .bind("chain", head.chain())
                .bind("after", after == null ? -Long.MAX_VALUE : after.event().position())
                .bind("end", head.position())
                .bind("limit", PAGE)
                .map(AuditRow::link)
                .all()
                .collectList();
    }

    private Flux<Checkpoint.Head> heads() {
        return database.sql("SELECT chain, position, hash FROM audit_chain WHERE position > 0 ORDER BY chain")
                .map(row -> new Checkpoint.Head(
                        row.get("chain", Integer.class),
                        row.get("position", Long.class),
                        row.get("hash", byte[].class)))
                .all();
    }

    private Flux<byte[]> seals(ExportFormat format) {
        Flux<byte[]> published = keys.published()
                .map(key -> bytes(out -> format.seal(
                        out,
                        "key",
                        Map.of(
                                "kid", key.kid(),
                                "publicKey", Base64.getEncoder().encodeToString(key.publicKey())))));
        return Flux.concat(
                        published,
                        sealed("stub", "audit_stub", format),
                        sealed("checkpoint", "audit_checkpoint", format))
                .filter(line -> line.length > 0);
    }

    private record Sealed(long number, Map<String, Object> fields) {}

    /** @param table a constant of this class */
    private Flux<byte[]> sealed(String kind, String table, ExportFormat format) {
        return sealedAfter(table, 0)
                .expand(page -> page.size() < SEALS ? Mono.empty() : sealedAfter(table, page.getLast().number))
                .map(page -> bytes(out -> page.forEach(one -> format.seal(out, kind, one.fields))));
    }

    private Mono<List<Sealed>> sealedAfter(String table, long number) {
        return database.sql("SELECT number, kid, content, signature FROM " + table
                        + " WHERE number > :number ORDER BY number LIMIT " + SEALS)
                .bind("number", number)
                .map(row -> new Sealed(
                        row.get("number", Long.class),
                        Map.of(
                                "kid", row.get("kid", String.class),
                                "content", row.get("content", String.class),
                                "signature", Base64.getEncoder().encodeToString(row.get("signature", byte[].class)))))
                .all()
                .collectList();
    }

    private interface Writing {
        void to(ByteArrayOutputStream out);
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.to(out);
        return out.toByteArray();
    }
}
