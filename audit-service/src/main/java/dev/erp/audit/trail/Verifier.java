package dev.erp.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.erp.audit.trail.ChainCheck.Fault;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Computes every hash of the trail again, and holds the chains against the signed checkpoints. Chains are read beside each other, each in
 * pages, and no more than one row of each is in memory.
 */
@Component
final class Verifier {

    /**
     * @param checked records that are as they were written
     * @param checkpoints what was found of the signatures
     * @param chains by number
     */
    @Schema(name = "TrailVerification")
    record Report(
            @Schema(example = "true") boolean intact,
            @Schema(example = "1842") long checked,
            @Schema(example = "2026-11-20T06:00:02.114930Z") Instant verifiedAt,
            Seals.Report checkpoints,
            List<ChainReport> chains) {}

    /**
     * @param firstPosition the first one that should be there: those before were removed, with a signed stub
     * @param firstFault missing when the chain is whole
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ChainVerification")
    record ChainReport(
            @Schema(example = "0") int chain,
            @Schema(example = "1842") long checked,
            @Schema(example = "1") long firstPosition,
            @Schema(example = "1842") long headPosition,

            @Schema(example = "5f1c8a0e4b7d2c9635a1e8f07b6d4c2a91e3f5d8b7c6a4029d1e8f3b5a7c6d40")
            String headHash,

            @Nullable FaultView firstFault) {}

    /** @param kind {@code altered}, {@code missing}, {@code swapped}, {@code added}, {@code unexpected} or {@code rewritten} */
    @Schema(name = "ChainFault")
    record FaultView(
            @Schema(example = "altered") String kind,
            @Schema(example = "977") long position,

            @Schema(example = "0193f2c4-c285-71a7-9dcc-90d08e73e10a") @Nullable
            UUID eventId,

            @Schema(example = "does not have the hash that was written with it")
            String detail) {}

    private record End(int chain, long position, byte[] hash, long last) {}

    private record Task(Seals seals, List<End> ends) {}

    private static final int MOST_AT_ONCE = 4;

    private final TrailConnections connections;
    private final Clock clock;
    private final int pageSize;
    private final AtomicBoolean busy = new AtomicBoolean();

    Verifier(TrailConnections connections, Clock clock, @Value("${erp.audit.verify-page-size}") int pageSize) {
        this.connections = connections;
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
            int atOnce = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_AT_ONCE);
            return Mono.fromCallable(this::prepare)
                    .subscribeOn(Schedulers.boundedElastic())
                    .flatMap(task -> Flux.fromIterable(task.ends)
                            .flatMap(
                                    end -> Mono.fromCallable(() -> check(end, task.seals))
                                            .subscribeOn(Schedulers.boundedElastic()),
                                    atOnce)
                            .sort(Comparator.comparingInt(ChainReport::chain))
                            .collectList()
                            .map(chains -> report(task.seals, chains)))
                    .doFinally(end -> busy.set(false));
        });
    }

    private Report report(Seals seals, List<ChainReport> chains) {
        Seals.Report checkpoints = seals.report();
        boolean intact =
                checkpoints.firstFault() == null && chains.stream().allMatch(chain -> chain.firstFault == null);
        long checked = chains.stream().mapToLong(ChainReport::checked).sum();
        return new Report(intact, checked, clock.instant(), checkpoints, chains);
    }

    private Task prepare() throws SQLException {
        try (Connection connection = connections.open()) {
            // the ends after the seals: whatever a checkpoint says was in the trail before
            Seals seals = Seals.read(connection);
            List<End> ends = ends(connection);
            // a chain that is gone with its head is known to the checkpoints
            seals.chains().stream()
                    .filter(chain -> ends.stream().noneMatch(end -> end.chain == chain))
                    .forEach(chain -> ends.add(new End(chain, 0, new byte[0], 0)));
            return new Task(seals, ends);
        }
    }

    private ChainReport check(End end, Seals seals) throws SQLException {
        Seals.Start start = seals.startOf(end.chain);
        ChainCheck check = new ChainCheck(start.position(), start.hash(), seals.marksOf(end.chain));
        try (Connection connection = connections.open()) {
            new ChainReader(connection, "audit_event", end.chain, pageSize).check(check, end.position);
        }
        check.end(end.position, end.hash, end.last);
        return report(end, start, check);
    }

    /** The heads and the last positions at one moment, also of chains that lost their head. */
    private static List<End> ends(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        WITH RECURSIVE present AS (
                            (SELECT min(chain) AS chain FROM audit_event)
                            UNION ALL
                            SELECT (SELECT min(chain) FROM audit_event WHERE audit_event.chain > present.chain)
                              FROM present WHERE present.chain IS NOT NULL
                        )
                        SELECT chain, coalesce(head.position, 0), coalesce(head.hash, ''),
                               coalesce((SELECT max(position) FROM audit_event WHERE audit_event.chain = ends.chain), 0)
                          FROM (SELECT chain FROM present WHERE chain IS NOT NULL
                                UNION SELECT chain FROM audit_chain) AS ends
                          LEFT JOIN audit_chain AS head USING (chain)
                         ORDER BY chain
                        """)) {
            List<End> ends = new ArrayList<>();
            while (row.next()) {
                ends.add(new End(row.getInt(1), row.getLong(2), row.getBytes(3), row.getLong(4)));
            }
            return ends;
        }
    }

    private static ChainReport report(End end, Seals.Start start, ChainCheck check) {
        Fault fault = check.fault();
        FaultView view = fault == null
                ? null
                : new FaultView(
                        fault.kind().name().toLowerCase(Locale.ROOT),
                        fault.position(),
                        fault.eventId(),
                        fault.detail());
        return new ChainReport(
                end.chain,
                check.checked(),
                start.position() + 1,
                end.position,
                HexFormat.of().formatHex(end.hash),
                view);
    }
}
