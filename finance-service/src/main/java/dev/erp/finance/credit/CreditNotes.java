package dev.erp.finance.credit;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.credit.CreditNote.Decided;
import dev.erp.finance.credit.CreditNote.Kind;
import dev.erp.finance.document.Numbers;
import dev.erp.finance.document.Numbers.Series;
import dev.erp.finance.invoice.InvoiceColumns;
import dev.erp.finance.invoice.InvoiceColumns.OwnedLine;
import dev.erp.finance.invoice.Invoices;
import dev.erp.finance.journal.Journal;
import dev.erp.finance.journal.JournalEntry;
import dev.erp.finance.journal.JournalEntry.Document;
import dev.erp.finance.task.Tasks;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The one writer of credit notes. Everything runs in the caller's transaction, under the lock of the invoice: it is taken before that
 * of the credit note, by everybody.
 */
@Component
public class CreditNotes {

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Invoices invoices;
    private final Numbers numbers;
    private final Journal journal;
    private final Tasks tasks;
    private final CreditNoteQueries queries;
    private final BusinessCalendar calendar;

    CreditNotes(
            DatabaseClient database,
            Outbox outbox,
            Invoices invoices,
            Numbers numbers,
            Journal journal,
            Tasks tasks,
            CreditNoteQueries queries,
            BusinessCalendar calendar) {
        this.database = database;
        this.outbox = outbox;
        this.invoices = invoices;
        this.numbers = numbers;
        this.journal = journal;
        this.tasks = tasks;
        this.queries = queries;
        this.calendar = calendar;
    }

    /** Writes drafts of locked invoices, their lines and events: one statement for the set. */
    public Mono<Void> draft(List<Decided> drafts, Instant now) {
        if (drafts.isEmpty()) {
            return Mono.empty();
        }
        var statement = database.sql("""
                WITH drafted AS (
                    INSERT INTO credit_note (id, kind, invoice_id, order_id, order_number, return_id, return_number,
                                             customer_id, customer_number, customer_name, currency, rounding, reason,
                                             net, tax, gross, correlation_id, created_at, version)
                    SELECT *, 1
                      FROM unnest(:ids::uuid[], :kinds::text[], :invoices::uuid[], :orders::uuid[], :orderNumbers::text[],
                                  :returns::uuid[], :returnNumbers::text[], :customerIds::uuid[], :customerNumbers::text[],
                                  :customerNames::text[], :currencies::text[], :roundings::text[], :reasons::text[],
                                  :nets::numeric[], :taxes::numeric[], :grosses::numeric[], :correlations::uuid[],
                                  :times::timestamptz[])
                ), lines AS (
                    INSERT INTO credit_note_line (credit_note_id, line, product_id, sku, name, quantity, unit_price,
                                                  discount_percent, net, tax_rate, tax, gross)
                    SELECT *
                      FROM unnest(:lineDocuments::uuid[], :lines::int[], :products::uuid[], :skus::text[], :names::text[],
                                  :quantities::numeric[], :prices::numeric[], :discounts::numeric[], :lineNets::numeric[],
                                  :rates::numeric[], :lineTaxes::numeric[], :lineGrosses::numeric[])
                )
                %s
                """.formatted(Outbox.INSERT));
        List<CreditNote> notes =
                drafts.stream().map(decided -> decided.change().after()).toList();
        List<OwnedLine> lines = notes.stream()
                .flatMap(note -> note.lines().stream().map(line -> new OwnedLine(note.id(), line)))
                .toList();
        statement = InvoiceColumns.bindLines(CreditNoteColumns.bindDrafts(statement, notes), lines);
        return outbox.bind(statement, events(drafts, now)).then();
    }

    /** Writes what was decided on credit notes of locked invoices, and the events: one statement for the set. */
    public Mono<Void> save(List<Decided> decided, Instant now) {
        if (decided.isEmpty()) {
            return Mono.empty();
        }
        List<CreditNote> after =
                decided.stream().map(one -> one.change().after()).toList();
        var statement = database.sql("""
                WITH changed AS (
                    UPDATE credit_note
                       SET number = new.number, sent_at = new.sent_at, voided_at = new.voided_at,
                           void_reason = new.void_reason, exchange_rate = new.exchange_rate, version = new.version
                      FROM unnest(:ids::uuid[], :versions::bigint[], :numbers::text[], :sentAts::timestamptz[],
                                  :voidedAts::timestamptz[], :reasons::text[], :exchangeRates::numeric[])
                           AS new (id, version, number, sent_at, voided_at, void_reason, exchange_rate)
                     WHERE credit_note.id = new.id AND credit_note.version = new.version - 1
                    RETURNING credit_note.id
                ), events AS (
                    %s
                )
                SELECT count(*) AS written FROM changed
                """.formatted(Outbox.INSERT));
        return outbox.bind(CreditNoteColumns.bindChanges(statement, after), events(decided, now))
                .map(row -> row.get("written", Long.class))
                .one()
                .flatMap(written -> written == decided.size()
                        ? Mono.empty()
                        : Mono.error(
                                new IllegalStateException("a credit note was changed without its invoice's lock")));
    }

    /** Sends a draft: it gets its number, and its invoice is credited. Fails with a {@link Problem} 404 when there is none. */
    Mono<CreditNote> send(UUID id, Function<UUID, Origin> inProcess) {
        return queries.invoiceOf(id).flatMap(invoices::lock).flatMap(invoice -> queries.lock(id)
                .flatMap(note -> {
                    note.requireDraft();
                    Instant now = calendar.now();
                    LocalDate today = calendar.dayOf(now);
                    BigDecimal rate = invoice.terms().exchangeRate();
                    Origin origin = inProcess.apply(note.terms().correlationId());
                    // decided with a number to come, so that what is refused takes none
                    invoice.credit(id, "", note.terms().gross());
                    return journal.requireOpen(today)
                            .then(Mono.defer(() -> numbers.take(Series.CRN, today, 1)))
                            .flatMap(taken -> {
                                CreditNote.Change change = note.send(taken.getFirst(), now, rate);
                                var credited = invoice.credit(
                                        id, taken.getFirst(), note.terms().gross());
                                return save(List.of(new Decided(change, origin)), now)
                                        .then(invoices.save(credited, now, inProcess))
                                        .then(journal.write(List.of(JournalEntry.creditNoteSent(
                                                Ids.next(),
                                                new Document(id, taken.getFirst(), today, rate, origin.actor(), now),
                                                note.terms().net(),
                                                note.terms().tax()))))
                                        .then(
                                                note.terms().kind() == Kind.CANCELLATION
                                                        ? tasks.close(
                                                                note.terms().invoiceId(), now)
                                                        : Mono.empty())
                                        .thenReturn(change.after());
                            });
                }));
    }

    /** Voids a draft: what it took up of the invoice is free again. Fails with a {@link Problem} 404 when there is none. */
    Mono<CreditNote> voidFor(UUID id, String reason, Function<UUID, Origin> inProcess) {
        return queries.invoiceOf(id).flatMap(invoices::lock).flatMap(invoice -> queries.lock(id)
                .flatMap(note -> {
                    Instant now = calendar.now();
                    CreditNote.Change change = note.voidFor(reason, now);
                    Origin origin = inProcess.apply(note.terms().correlationId());
                    return save(List.of(new Decided(change, origin)), now).thenReturn(change.after());
                }));
    }

    private static List<NewEvent> events(List<Decided> decided, Instant now) {
        return decided.stream()
                .map(one -> {
                    CreditNote after = one.change().after();
                    CreditNoteEvent event = one.change().event();
                    return NewEvent.of(
                            CreditNoteEvent.TOPIC, event.type(), after.id(), after.version(), now, one.origin(), event);
                })
                .toList();
    }
}
