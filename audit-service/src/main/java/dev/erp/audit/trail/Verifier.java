package dev.erp.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.erp.audit.trail.AuditTrail.Link;
import dev.erp.audit.trail.ChainCheck.Fault;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Computes every hash of the trail again, chain by chain, holding one page of records at a time. */
@Component
final class Verifier {

    /**
     * @param checked records that are as they were written
     * @param chains by number; {@code headHash} noted elsewhere from time to time also shows a trail that was rewritten as a whole
     */
    @Schema(name = "TrailVerification")
    record Report(
            @Schema(example = "true") boolean intact,
            @Schema(example = "1842") long checked,
            @Schema(example = "2026-11-20T06:00:02.114930Z") Instant verifiedAt,
            List<ChainReport> chains) {}

    /** @param firstFault missing when the chain is whole */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ChainVerification")
    record ChainReport(
            @Schema(example = "0") int chain,
            @Schema(example = "1842") long checked,
            @Schema(example = "1842") long headPosition,

            @Schema(example = "5f1c8a0e4b7d2c9635a1e8f07b6d4c2a91e3f5d8b7c6a4029d1e8f3b5a7c6d40")
            String headHash,

            @Nullable FaultView firstFault) {}

    /** @param kind {@code altered}, {@code missing}, {@code swapped} or {@code unexpected} */
    @Schema(name = "ChainFault")
    record FaultView(
            @Schema(example = "altered") String kind,
            @Schema(example = "977") long position,

            @Schema(example = "0193f2c4-c285-71a7-9dcc-90d08e73e10a") @Nullable
            UUID eventId,

            @Schema(example = "does not have the hash that was written with it")
            String detail) {}

    private record End(int chain, long position, byte[] hash, long last) {}

    private final DatabaseClient database;
    private final Clock clock;
    private final int pageSize;
    private final AtomicBoolean busy = new AtomicBoolean();

    Verifier(DatabaseClient database, Clock clock, @Value("${erp.audit.verify-page-size:1000}") int pageSize) {
        this.database = database;
        this.clock = clock;
        this.pageSize = pageSize;
    }

    /** One at a time per instance: it reads the whole trail. A second one fails with a {@link Problem} 409. */
    Mono<Report> verify() {
        return Mono.defer(() -> {
            if (!busy.compareAndSet(false, true)) {
                return Mono.error(
                        Problem.conflict("verification_running", "The trail is being verified; ask again later."));
            }
            return ends().concatMap(this::verify)
                    .collectList()
                    .map(this::report)
                    .doFinally(end -> busy.set(false));
        });
    }

    private Report report(List<ChainReport> chains) {
        boolean intact = chains.stream().allMatch(chain -> chain.firstFault == null);
        long checked = chains.stream().mapToLong(ChainReport::checked).sum();
        return new Report(intact, checked, clock.instant(), chains);
    }

    private Mono<ChainReport> verify(End end) {
        ChainCheck check = new ChainCheck();
        return page(end, Long.MIN_VALUE)
                .expand(page -> page.size() < pageSize || check.fault() != null
                        ? Mono.empty()
                        : page(end, page.getLast().event().position()))
                // hashing a page keeps a core busy for milliseconds, which the event loop has no time for
                .publishOn(Schedulers.parallel(), 1)
                .doOnNext(page -> page.forEach(check::accept))
                .then(Mono.defer(() -> whereItBelongs(end, check)))
                .then(Mono.fromSupplier(() -> {
                    check.end(end.position, end.hash, end.last);
                    return report(end, check);
                }));
    }

    /** Up to the head as it was at the start: what is appended meanwhile is for the next time. */
    private Mono<List<Link>> page(End end, long after) {
        return database.sql("""
                        SELECT %s
                          FROM audit_event
                         WHERE chain = :chain AND position > :after AND position <= :end
                         ORDER BY position
                         LIMIT :limit
                        """.formatted(AuditRow.COLUMNS))
                .bind("chain", end.chain)
                .bind("after", after)
                .bind("end", end.position)
                .bind("limit", pageSize)
                .map(AuditRow::link)
                .all()
                .collectList();
    }

    /** Tells a swapped record from an altered one: is there a record elsewhere that follows from the one before? */
    private Mono<Void> whereItBelongs(End end, ChainCheck check) {
        if (check.fault() == null || check.fault().kind() != ChainCheck.Kind.ALTERED) {
            return Mono.empty();
        }
        return database.sql("""
                        SELECT position
                          FROM audit_event
                         WHERE chain = :chain AND position > :fault AND previous_hash = :hash
                         ORDER BY position
                         LIMIT 1
                        """)
                .bind("chain", end.chain)
                .bind("fault", check.fault().position())
                .bind("hash", check.previousHash())
                .map(row -> row.get("position", Long.class))
                .one()
                .doOnNext(check::belongsAt)
                .then();
    }

    /** The heads and the last positions at one moment, also of chains that lost their head. */
    private Flux<End> ends() {
        return database.sql("""
                        WITH RECURSIVE present AS (
                            (SELECT min(chain) AS chain FROM audit_event)
                            UNION ALL
                            SELECT (SELECT min(chain) FROM audit_event WHERE audit_event.chain > present.chain)
                              FROM present WHERE present.chain IS NOT NULL
                        )
                        SELECT chain, coalesce(head.position, 0) AS position, coalesce(head.hash, '') AS hash,
                               coalesce((SELECT max(position) FROM audit_event WHERE audit_event.chain = ends.chain), 0) AS last
                          FROM (SELECT chain FROM present WHERE chain IS NOT NULL
                                UNION SELECT chain FROM audit_chain) AS ends
                          LEFT JOIN audit_chain AS head USING (chain)
                         ORDER BY chain
                        """)
                .map(row -> new End(
                        row.get("chain", Integer.class),
                        row.get("position", Long.class),
                        row.get("hash", byte[].class),
                        row.get("last", Long.class)))
                .all();
    }

    private static ChainReport report(End end, ChainCheck check) {
        Fault fault = check.fault();
        FaultView view = fault == null
                ? null
                : new FaultView(
                        fault.kind().name().toLowerCase(Locale.ROOT),
                        fault.position(),
                        fault.eventId(),
                        fault.detail());
        return new ChainReport(
                end.chain, check.checked(), end.position, HexFormat.of().formatHex(end.hash), view);
    }
}
