package dev.erp.finance.bill;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.document.Numbers;
import dev.erp.finance.document.Numbers.Series;
import dev.erp.finance.journal.Journal;
import dev.erp.finance.journal.JournalEntry;
import dev.erp.finance.journal.JournalEntry.Document;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Sends bills to be paid, and books them, in the caller's transaction. The number is taken last, because its series is locked from
 * then on to the commit.
 */
@Component
class SendingBills {

    private final DatabaseClient database;
    private final Bills bills;
    private final Numbers numbers;
    private final Journal journal;
    private final BusinessCalendar calendar;

    SendingBills(DatabaseClient database, Bills bills, Numbers numbers, Journal journal, BusinessCalendar calendar) {
        this.database = database;
        this.bills = bills;
        this.numbers = numbers;
        this.journal = journal;
        this.calendar = calendar;
    }

    /**
     * Sends a locked bill. Fails with a {@link Problem} 409 when the supplier has another bill of this number.
     *
     * @param supplierNumber the supplier's own number, or null
     */
    Mono<Bill> send(Bill locked, String supplierNumber, Function<UUID, Origin> inProcess) {
        return Mono.defer(() -> {
            locked.requireDraft();
            Instant now = calendar.now();
            LocalDate today = calendar.dayOf(now);
            return journal.requireOpen(today)
                    .then(requireNew(locked, supplierNumber))
                    .then(Mono.defer(() -> numbers.take(Series.BILL, today, 1)))
                    .flatMap(number ->
                            bills.save(locked.send(supplierNumber, number.getFirst(), now, today), now, inProcess))
                    .flatMap(sent -> book(sent, now, today, inProcess).thenReturn(sent));
        });
    }

    /** Two bills of one supplier at once wait for each other here: the key decides. */
    private Mono<Void> requireNew(Bill locked, String supplierNumber) {
        if (supplierNumber == null) {
            return Mono.empty();
        }
        return database.sql("""
                        INSERT INTO supplier_bill_number (supplier_id, number, bill_id) VALUES (:supplier, :number, :bill)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("supplier", locked.terms().supplier().supplierId())
                .bind("number", supplierNumber.toLowerCase(Locale.ROOT))
                .bind("bill", locked.id())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1
                        ? Mono.empty()
                        : Mono.error(Problem.conflict(
                                "duplicate_supplier_number",
                                "Another bill of this supplier has the number " + supplierNumber + ".")));
    }

    private Mono<Void> book(Bill sent, Instant now, LocalDate today, Function<UUID, Origin> inProcess) {
        Document document = new Document(
                sent.id(),
                sent.number(),
                today,
                inProcess.apply(sent.correlationId()).actor(),
                now);
        return journal.write(List.of(JournalEntry.billSent(
                Ids.next(), document, sent.terms().net(), sent.terms().tax())));
    }
}
