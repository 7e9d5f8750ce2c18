package dev.erp.hr.salary;

import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.Caller;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Encrypts all amounts anew with the key that encrypts now, some at a time, so that nobody who writes salaries waits for long. */
@Component
class SalaryKeyRotation {

    /** Rows of one transaction. */
    static final int BATCH = 100;

    /** Transactions of one call; who wants more calls again. */
    private static final int BATCHES = 50;

    private final DatabaseClient database;
    private final SalaryTable table;
    private final SalaryCipher cipher;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;

    SalaryKeyRotation(
            DatabaseClient database,
            SalaryTable table,
            SalaryCipher cipher,
            Transactions transactions,
            Outbox outbox,
            Clock clock) {
        this.database = database;
        this.table = table;
        this.cipher = cipher;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A key that decrypts.
     *
     * @param salaries so many are encrypted with it; with 0 it can be taken out of the settings, unless it is the active one
     */
    @Schema(name = "SalaryKey")
    record Key(
            @Schema(example = "2026-11") String id,
            @Schema(example = "true") boolean active,
            @Schema(example = "214") long salaries,

            @Schema(
                    example = "true",
                    description = "false when salaries are encrypted with it and the service does not have it")
            boolean known) {}

    /**
     * What a call has done.
     *
     * @param remaining so many are still encrypted with other keys: call again until there is none
     */
    @Schema(name = "SalaryKeyRotation")
    record Progress(
            @Schema(example = "2026-11") String keyId,
            @Schema(example = "214") long reencrypted,
            @Schema(example = "0") long remaining) {}

    Mono<List<Key>> keys() {
        return database.sql("SELECT key_id, count(*) AS salaries FROM salary GROUP BY key_id")
                .map(row -> new Key(row.get("key_id", String.class), false, row.get("salaries", Long.class), false))
                .all()
                .collectMap(Key::id, Key::salaries)
                .map(used -> Stream.concat(cipher.ids().stream(), used.keySet().stream())
                        .distinct()
                        .sorted()
                        .map(id -> new Key(
                                id,
                                id.equals(cipher.activeId()),
                                used.getOrDefault(id, 0L),
                                cipher.ids().contains(id)))
                        .toList());
    }

    Mono<Progress> rotate(Caller caller) {
        return Mono.defer(() -> batch(caller))
                .repeat(BATCHES - 1L)
                .takeUntil(done -> done < BATCH)
                .reduce(0L, Long::sum)
                .flatMap(done -> outdated().map(left -> new Progress(cipher.activeId(), done, left)));
    }

    private Mono<Long> batch(Caller caller) {
        return transactions.run(table.lockOutdated(BATCH)
                .collectList()
                .flatMap(
                        rows -> Flux.fromIterable(rows).concatMap(table::reseal).count())
                .delayUntil(count -> count == 0
                        ? Mono.empty()
                        : outbox.append(List.of(new SalaryEvent.Reencrypted(cipher.activeId(), count)
                                .published(clock.instant(), caller::inProcess)))));
    }

    private Mono<Long> outdated() {
        return database.sql("SELECT count(*) AS outdated FROM salary WHERE key_id <> :active")
                .bind("active", cipher.activeId())
                .map(row -> row.get("outdated", Long.class))
                .one();
    }
}
