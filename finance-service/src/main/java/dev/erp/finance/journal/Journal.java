package dev.erp.finance.journal;

import static dev.erp.chassis.persistence.Columns.of;
import static dev.erp.chassis.persistence.Columns.utc;

import dev.erp.chassis.web.Problem;
import dev.erp.finance.journal.JournalEntry.Posting;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one writer of the journal. Everything runs in the transaction of what is booked. */
@Component
public final class Journal {

    private record Owned(UUID entryId, int line, Posting posting) {}

    private final DatabaseClient database;

    Journal(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Makes sure that this day can be booked on, and that its period is not locked before the commit. Fails with a {@link Problem} 409
     * {@code period_locked}.
     */
    public Mono<Void> requireOpen(LocalDate day) {
        return database.sql("SELECT locked_until FROM period_lock FOR SHARE")
                .map(row -> row.get("locked_until", LocalDate.class))
                .one()
                .flatMap(lockedUntil -> day.isAfter(lockedUntil)
                        ? Mono.empty()
                        : Mono.error(Problem.conflict(
                                "period_locked",
                                "The books are closed up to " + lockedUntil + ": nothing can be booked on " + day
                                        + ".")));
    }

    /** Writes entries with their postings: one statement for the set. Their days are open by {@link #requireOpen}. */
    public Mono<Void> write(List<JournalEntry> all) {
        List<JournalEntry> entries =
                all.stream().filter(entry -> !entry.postings().isEmpty()).toList();
        if (entries.isEmpty()) {
            return Mono.empty();
        }
        List<Owned> owned = new ArrayList<>();
        for (JournalEntry entry : entries) {
            for (Posting posting : entry.postings()) {
                owned.add(new Owned(entry.id(), entry.postings().indexOf(posting) + 1, posting));
            }
        }
        List<Posting> postings = owned.stream().map(Owned::posting).toList();
        return database.sql("""
                        WITH booked AS (
                            INSERT INTO journal_entry (id, kind, document_id, document_number, booked_on, currency, reverses,
                                                       exchange_rate, booked_by, booked_by_name, booked_at)
                            SELECT new.id, new.kind, new.document_id, new.document_number, new.booked_on, new.currency, old.id,
                                   coalesce(old.exchange_rate, new.exchange_rate), new.booked_by, new.booked_by_name, new.booked_at
                              FROM unnest(:ids::uuid[], :kinds::text[], :documents::uuid[], :numbers::text[], :days::date[],
                                          :currencies::text[], :reversed::uuid[], :actors::text[], :actorNames::text[],
                                          :times::timestamptz[], :rates::numeric[])
                                   AS new (id, kind, document_id, document_number, booked_on, currency, reverses_document,
                                           booked_by, booked_by_name, booked_at, exchange_rate)
                              LEFT JOIN journal_entry AS old
                                     ON old.document_id = new.reverses_document AND old.reverses IS NULL
                        )
                        INSERT INTO journal_posting (entry_id, line, debit, credit, amount)
                        SELECT * FROM unnest(:entries::uuid[], :lines::int[], :debits::text[], :credits::text[],
                                             :amounts::numeric[])
                        """)
                .bind("ids", of(entries, JournalEntry::id, UUID[]::new))
                .bind("kinds", of(entries, e -> e.kind().code(), String[]::new))
                .bind("documents", of(entries, JournalEntry::documentId, UUID[]::new))
                .bind("numbers", of(entries, JournalEntry::documentNumber, String[]::new))
                .bind("days", of(entries, JournalEntry::bookedOn, LocalDate[]::new))
                .bind(
                        "currencies",
                        of(
                                entries,
                                e -> e.postings().getFirst().amount().currency().getCurrencyCode(),
                                String[]::new))
                .bind("reversed", of(entries, JournalEntry::reversesDocument, UUID[]::new))
                .bind("actors", of(entries, e -> e.by().id(), String[]::new))
                .bind("actorNames", of(entries, e -> e.by().name(), String[]::new))
                .bind("rates", of(entries, JournalEntry::exchangeRate, BigDecimal[]::new))
                .bind("times", of(entries, e -> utc(e.at()), OffsetDateTime[]::new))
                .bind("entries", of(owned, Owned::entryId, UUID[]::new))
                .bind("lines", of(owned, Owned::line, Integer[]::new))
                .bind("debits", of(postings, p -> p.debit().code(), String[]::new))
                .bind("credits", of(postings, p -> p.credit().code(), String[]::new))
                .bind("amounts", of(postings, p -> p.amount().amount(), BigDecimal[]::new))
                .then();
    }
}
