package dev.erp.finance.journal;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.finance.journal.JournalEntryView.PostingView;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the journal. */
@Component
class JournalQueries {

    /** What a list is narrowed to; null means not. */
    record Filter(UUID documentId, LocalDate from, LocalDate to) {}

    private final DatabaseClient database;

    JournalQueries(DatabaseClient database) {
        this.database = database;
    }

    Mono<Page<JournalEntryView>> list(Filter filter, PageRequest page) {
        return ListQuery.select("""
                        SELECT entry.*, posting.*
                          FROM journal_entry AS entry
                          CROSS JOIN LATERAL (SELECT array_agg(debit ORDER BY line) AS debits,
                                                     array_agg(credit ORDER BY line) AS credits,
                                                     array_agg(amount ORDER BY line) AS amounts
                                                FROM journal_posting WHERE entry_id = entry.id) AS posting
                        """)
                .sortable("bookedAt", "booked_at", OffsetDateTime.class)
                .sortable("bookedOn", "booked_on", LocalDate.class)
                .where("document_id = :documentId", "documentId", filter.documentId)
                .where("booked_on >= :from", "from", filter.from)
                .where("booked_on < :to", "to", filter.to)
                .page(database, page, JournalQueries::entry);
    }

    /** The last day that is closed. */
    Mono<LocalDate> lockedUntil() {
        return database.sql("SELECT locked_until FROM period_lock")
                .map(row -> row.get("locked_until", LocalDate.class))
                .one();
    }

    private static JournalEntryView entry(Readable row) {
        Currency currency = Currency.getInstance(row.get("currency", String.class));
        String[] debits = row.get("debits", String[].class);
        String[] credits = row.get("credits", String[].class);
        BigDecimal[] amounts = row.get("amounts", BigDecimal[].class);
        List<PostingView> postings = new ArrayList<>(debits.length);
        for (int i = 0; i < debits.length; i++) {
            postings.add(new PostingView(debits[i], credits[i], new Money(amounts[i], currency)));
        }
        BigDecimal rate = row.get("exchange_rate", BigDecimal.class);
        return new JournalEntryView(
                row.get("id", UUID.class),
                row.get("kind", String.class),
                row.get("document_id", UUID.class),
                row.get("document_number", String.class),
                row.get("booked_on", LocalDate.class),
                postings,
                rate == null ? null : rate.stripTrailingZeros(),
                row.get("reverses", UUID.class),
                row.get("booked_by", String.class),
                row.get("booked_by_name", String.class),
                row.get("booked_at", OffsetDateTime.class).toInstant());
    }
}
