package dev.erp.finance.journal;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Closes the books up to a day, for good. */
@Component
class Periods {

    static final String TOPIC = "erp.finance.period";
    static final String LOCKED = "finance.period.locked.v1";

    /** There is one lock; this is its id. */
    static final UUID LOCK = UUID.fromString("0193f2c4-0000-7000-8000-000000000001");

    /** The data of {@value #LOCKED}. */
    record Locked(UUID lockId, LocalDate lockedUntil, LocalDate lockedUntilBefore) {}

    private record State(LocalDate lockedUntil, long version) {}

    private final DatabaseClient database;
    private final Outbox outbox;
    private final BusinessCalendar calendar;

    Periods(DatabaseClient database, Outbox outbox, BusinessCalendar calendar) {
        this.database = database;
        this.outbox = outbox;
        this.calendar = calendar;
    }

    /**
     * Whoever books at this moment is waited for. Fails with a {@link Problem} 400 for a day that is not over, 409 for one that is
     * locked already.
     */
    Mono<LocalDate> lock(LocalDate until, Caller caller) {
        LocalDate today = calendar.today();
        if (!until.isBefore(today)) {
            throw Problem.invalid("lockedUntil", "not_over", "must be before " + today + " (today)");
        }
        return database.sql("SELECT locked_until, version FROM period_lock FOR UPDATE")
                .map(row -> new State(row.get("locked_until", LocalDate.class), row.get("version", Long.class)))
                .one()
                .flatMap(before -> {
                    if (!until.isAfter(before.lockedUntil)) {
                        throw Problem.conflict(
                                "period_already_locked", "The books are closed up to " + before.lockedUntil + ".");
                    }
                    return write(before, until, caller);
                });
    }

    private Mono<LocalDate> write(State before, LocalDate until, Caller caller) {
        NewEvent locked = NewEvent.of(
                TOPIC,
                LOCKED,
                LOCK,
                before.version + 1,
                calendar.now(),
                caller.inProcess(LOCK),
                new Locked(LOCK, until, before.lockedUntil));
        var statement =
                database.sql("""
                        WITH locked AS (
                            UPDATE period_lock SET locked_until = :until, version = :version
                        )
                        %s
                        """.formatted(Outbox.INSERT)).bind("until", until).bind("version", before.version + 1);
        return outbox.bind(statement, List.of(locked)).then().thenReturn(until);
    }
}
