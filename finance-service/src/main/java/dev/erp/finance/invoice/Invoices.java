package dev.erp.finance.invoice;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.invoice.Invoice.Change;
import dev.erp.finance.invoice.Invoice.Decided;
import dev.erp.finance.invoice.InvoiceColumns.OwnedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one writer of invoices. Everything runs in the caller's transaction and writes state and events in one statement. */
@Component
public class Invoices {

    private final DatabaseClient database;
    private final Outbox outbox;
    private final BusinessCalendar calendar;

    Invoices(DatabaseClient database, Outbox outbox, BusinessCalendar calendar) {
        this.database = database;
        this.outbox = outbox;
        this.calendar = calendar;
    }

    /**
     * Writes drafts, their lines and events: one statement for the set. An order that has this edition of its invoice gets no second
     * one.
     *
     * @return how many were written
     */
    public Mono<Long> draft(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return Mono.just(0L);
        }
        var statement = database.sql("""
            WITH drafted AS (
                INSERT INTO invoice (id, order_id, order_number, edition, customer_id, customer_number, customer_name,
                                     currency, rounding, net, tax, gross, payment_term_days, end_of_month,
                                     exchange_rate, source, correlation_id, created_at, paid, version)
                SELECT *, 0, 1
                  FROM unnest(:ids::uuid[], :orderIds::uuid[], :orderNumbers::text[], :editions::int[],
                              :customerIds::uuid[], :customerNumbers::text[], :customerNames::text[],
                              :currencies::text[], :roundings::text[], :nets::numeric[], :taxes::numeric[],
                              :grosses::numeric[], :terms::int[], :endsOfMonth::boolean[],
                              :exchangeRates::numeric[], :sources::text[], :correlations::uuid[],
                              :times::timestamptz[])
                ON CONFLICT (order_id, edition) DO NOTHING
                RETURNING id
            ), lines AS (
                INSERT INTO invoice_line (invoice_id, line, product_id, sku, name, quantity, unit_price,
                                          discount_percent, net, tax_rate, tax, gross)
                SELECT *
                  FROM unnest(:lineDocuments::uuid[], :lines::int[], :products::uuid[], :skus::text[], :names::text[],
                              :quantities::numeric[], :prices::numeric[], :discounts::numeric[], :lineNets::numeric[],
                              :rates::numeric[], :lineTaxes::numeric[], :lineGrosses::numeric[]) AS line (invoice_id)
                 WHERE invoice_id IN (SELECT id FROM drafted)
            ), events AS (
                %s (id, topic, subject) WHERE subject IN (SELECT id FROM drafted)
            )
            SELECT count(*) AS drafted FROM drafted
            """.formatted(Outbox.INSERT));
        List<NewEvent> events = drafts.stream()
                .map(d -> event(d.event(), d.invoice(), 1, d.invoice().terms().createdAt(), d.origin()))
                .toList();
        List<OwnedLine> lines = drafts.stream()
                .flatMap(draft -> draft.lines().stream()
                        .map(line -> new OwnedLine(draft.invoice().id(), line)))
                .toList();
        statement = InvoiceColumns.bindLines(InvoiceColumns.bindDrafts(statement, drafts), lines);
        return outbox.bind(statement, events)
                .map(row -> row.get("drafted", Long.class))
                .one();
    }

    /**
     * Locks the invoices of these orders, every edition, in id order, so that no two sets wait for each other. They are read after
     * they are locked: who held the lock before may have drafted a further one.
     */
    public Mono<List<Invoice>> lockOfOrders(List<UUID> orderIds) {
        return ofOrders(
                        "SELECT id FROM invoice WHERE order_id = ANY (:orders::uuid[]) ORDER BY id FOR UPDATE",
                        orderIds)
                .fetch()
                .rowsUpdated()
                .then(Mono.defer(() -> ofOrders(
                                "SELECT * FROM invoice WHERE order_id = ANY (:orders::uuid[]) ORDER BY id", orderIds)
                        .map(InvoiceRow::invoice)
                        .all()
                        .collectList()));
    }

    private GenericExecuteSpec ofOrders(String sql, List<UUID> orderIds) {
        return database.sql(sql).bind("orders", orderIds.toArray(UUID[]::new));
    }

    /** The lines of these invoices, by invoice, in their order; one statement. */
    public Mono<Map<UUID, List<InvoiceLine>>> lines(List<Invoice> invoices) {
        Map<UUID, Invoice> byId = new LinkedHashMap<>();
        invoices.forEach(invoice -> byId.put(invoice.id(), invoice));
        return database.sql(
                        "SELECT * FROM invoice_line WHERE invoice_id = ANY (:ids::uuid[]) ORDER BY invoice_id, line")
                .bind("ids", byId.keySet().toArray(UUID[]::new))
                .map(row -> new OwnedLine(row.get("invoice_id", UUID.class), InvoiceRow.line(row)))
                .all()
                .collect(LinkedHashMap::new, (lines, owned) -> lines.computeIfAbsent(
                                owned.documentId(), id -> new ArrayList<>())
                        .add(owned.line().in(byId.get(owned.documentId()).currency())));
    }

    /** Locks one invoice until the commit. Fails with a {@link Problem} 404 when there is none. */
    public Mono<Invoice> lock(UUID id) {
        return database.sql("SELECT * FROM invoice WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map(InvoiceRow::invoice)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("invoice", id)));
    }

    /** Voids a locked draft. Fails with a {@link Problem} 409 when credit notes refer to it. */
    Mono<Invoice> voidFor(Invoice locked, String reason, Function<UUID, Origin> inProcess) {
        return Mono.defer(() -> {
            Instant now = calendar.now();
            Change change = locked.voidFor(reason, now);
            return requireNoCreditNotes(locked).then(save(change, now, inProcess));
        });
    }

    /** Locks these invoices until the commit, in id order. Fails with a {@link Problem} 404 naming the first that there is not. */
    public Mono<List<Invoice>> lockAll(List<UUID> ids) {
        return database.sql("SELECT * FROM invoice WHERE id = ANY (:ids::uuid[]) ORDER BY id FOR UPDATE")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(InvoiceRow::invoice)
                .all()
                .collectMap(Invoice::id)
                .map(found -> ids.stream()
                        .map(id -> {
                            Invoice invoice = found.get(id);
                            if (invoice == null) {
                                throw Problem.notFound("invoice", id);
                            }
                            return invoice;
                        })
                        .toList());
    }

    private Mono<Void> requireNoCreditNotes(Invoice locked) {
        return database.sql("SELECT id FROM credit_note WHERE invoice_id = :id AND voided_at IS NULL LIMIT 1")
                .bind("id", locked.id())
                .map(row -> row.get("id", UUID.class))
                .one()
                .flatMap(note -> Mono.error(Problem.conflict(
                        "invoice_has_credit_notes", "Credit notes refer to the invoice: void them first.")));
    }

    /** Writes one change of a locked invoice. */
    public Mono<Invoice> save(Change change, Instant now, Function<UUID, Origin> inProcess) {
        Origin origin = inProcess.apply(change.after().correlationId());
        return save(List.of(new Decided(change, origin)), now).thenReturn(change.after());
    }

    /**
     * Writes what was decided on locked invoices, and the events: one statement for the set.
     *
     * @param decided in order; several changes of one invoice follow from each other
     */
    public Mono<Void> save(List<Decided> decided, Instant now) {
        if (decided.isEmpty()) {
            return Mono.empty();
        }
        Map<UUID, Long> before = new LinkedHashMap<>();
        Map<UUID, Invoice> after = new LinkedHashMap<>();
        for (Decided one : decided) {
            Invoice invoice = one.change().after();
            before.putIfAbsent(invoice.id(), one.change().versionBefore());
            after.put(invoice.id(), invoice);
        }
        var statement = database.sql("""
            WITH changed AS (
                UPDATE invoice
                   SET due_looked_at = CASE WHEN new.paid < invoice.paid THEN NULL ELSE invoice.due_looked_at END,
                       paid = new.paid, credited = new.credited, number = new.number, sent_at = new.sent_at,
                       due_on = new.due_on, voided_at = new.voided_at, void_reason = new.void_reason,
                       payment_term_days = new.term, end_of_month = new.end_of_month,
                       exchange_rate = new.exchange_rate, version = new.version
                  FROM unnest(:ids::uuid[], :befores::bigint[], :versions::bigint[], :paids::numeric[],
                              :crediteds::numeric[], :numbers::text[], :sentAts::timestamptz[], :dueOns::date[],
                              :voidedAts::timestamptz[], :reasons::text[], :terms::int[], :endsOfMonth::boolean[],
                              :exchangeRates::numeric[])
                       AS new (id, before, version, paid, credited, number, sent_at, due_on, voided_at, void_reason,
                               term, end_of_month, exchange_rate)
                 WHERE invoice.id = new.id AND invoice.version = new.before
                RETURNING invoice.id
            ), events AS (
                %s
            )
            SELECT count(*) AS written FROM changed
            """.formatted(Outbox.INSERT));
        statement = InvoiceColumns.bindChanges(statement, List.copyOf(before.values()), List.copyOf(after.values()));
        return outbox.bind(statement, events(decided, now))
                .map(row -> row.get("written", Long.class))
                .one()
                .flatMap(written -> written == after.size()
                        ? Mono.empty()
                        : Mono.error(new IllegalStateException("an invoice was changed without its lock")));
    }

    private static List<NewEvent> events(List<Decided> decided, Instant now) {
        List<NewEvent> events = new ArrayList<>(decided.size());
        for (Decided one : decided) {
            long version = one.change().versionBefore();
            for (InvoiceEvent event : one.change().events()) {
                events.add(event(event, one.change().after(), ++version, now, one.origin()));
            }
        }
        return events;
    }

    private static NewEvent event(InvoiceEvent event, Invoice invoice, long version, Instant now, Origin origin) {
        return NewEvent.of(InvoiceEvent.TOPIC, event.type(), invoice.id(), version, now, origin, event);
    }
}
