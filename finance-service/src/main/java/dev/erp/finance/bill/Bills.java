package dev.erp.finance.bill;

import static dev.erp.chassis.persistence.Columns.of;
import static dev.erp.chassis.persistence.Columns.utc;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.bill.Bill.Decided;
import dev.erp.finance.bill.Bill.Draft;
import dev.erp.finance.bill.BillColumns.OwnedLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
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

/** The one writer of bills. Everything runs in the caller's transaction and writes state and events in one statement. */
@Component
public class Bills {

    private final DatabaseClient database;
    private final Outbox outbox;
    private final SupplierNumbers numbers;
    private final BusinessCalendar calendar;

    Bills(DatabaseClient database, Outbox outbox, SupplierNumbers numbers, BusinessCalendar calendar) {
        this.numbers = numbers;
        this.database = database;
        this.outbox = outbox;
        this.calendar = calendar;
    }

    /**
     * Writes drafts, their lines and events: one statement for the set. A receipt that has a bill gets no second one.
     *
     * @return how many were written
     */
    Mono<Long> draft(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return Mono.just(0L);
        }
        var statement = database.sql("""
            WITH drafted AS (
                INSERT INTO bill (id, purchase_order_id, purchase_order_number, receipt_id, receipt_number, received_at,
                                  supplier_id, supplier_number, supplier_name, currency, exchange_rate, net, tax, gross,
                                  payment_term_days, end_of_month, edition, supplier_bill_number, rounding,
                                  correlation_id, created_at, paid, version)
                SELECT *, 0, 1
                  FROM unnest(:ids::uuid[], :orders::uuid[], :orderNumbers::text[], :receipts::uuid[],
                              :receiptNumbers::text[], :receivedAts::timestamptz[], :supplierIds::uuid[],
                              :supplierNumbers::text[], :supplierNames::text[], :currencies::text[],
                              :exchangeRates::numeric[], :nets::numeric[], :taxes::numeric[], :grosses::numeric[],
                              :terms::int[], :endsOfMonth::boolean[], :editions::int[], :suppliersOwn::text[],
                              :roundings::text[], :correlations::uuid[], :times::timestamptz[])
                ON CONFLICT (receipt_id, edition) DO NOTHING
                RETURNING id
            ), lines AS (
                INSERT INTO bill_line (bill_id, line, product_id, sku, name, quantity, unit_price, discount_percent, net,
                                       tax_rate, tax, gross)
                SELECT *
                  FROM unnest(:lineBills::uuid[], :lines::int[], :products::uuid[], :skus::text[], :names::text[],
                              :quantities::numeric[], :prices::numeric[], :discounts::numeric[], :lineNets::numeric[], :rates::numeric[],
                              :lineTaxes::numeric[], :lineGrosses::numeric[]) AS line (bill_id)
                 WHERE bill_id IN (SELECT id FROM drafted)
            ), events AS (
                %s (id, topic, subject) WHERE subject IN (SELECT id FROM drafted)
            )
            SELECT count(*) AS drafted FROM drafted
            """.formatted(Outbox.INSERT));
        List<NewEvent> events = drafts.stream()
                .map(d -> event(d.event(), d.bill(), 1, d.bill().terms().createdAt(), d.origin()))
                .toList();
        return outbox.bind(BillColumns.bindDrafts(statement, drafts), events)
                .map(row -> row.get("drafted", Long.class))
                .one();
    }

    /**
     * Locks the bills of these receipts, every edition, in id order, so that no two sets wait for each other. They are read after they
     * are locked: who held the lock before may have drafted a further one.
     */
    Mono<List<Bill>> lockOfReceipts(List<UUID> receiptIds) {
        return ofReceipts(
                        "SELECT id FROM bill WHERE receipt_id = ANY (:receipts::uuid[]) ORDER BY id FOR UPDATE",
                        receiptIds)
                .fetch()
                .rowsUpdated()
                .then(Mono.defer(() -> ofReceipts(
                                "SELECT * FROM bill WHERE receipt_id = ANY (:receipts::uuid[]) ORDER BY edition, id",
                                receiptIds)
                        .map(BillRow::bill)
                        .all()
                        .collectList()));
    }

    private GenericExecuteSpec ofReceipts(String sql, List<UUID> receiptIds) {
        return database.sql(sql).bind("receipts", receiptIds.toArray(UUID[]::new));
    }

    /** Their goods went back: no bill is drafted for them any more. What their void bills were called is free again. */
    Mono<Void> noteReversed(List<UUID> receiptIds) {
        if (receiptIds.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
            WITH noted AS (
                INSERT INTO reversed_receipt (receipt_id) SELECT DISTINCT unnest(:receipts::uuid[])
                ON CONFLICT DO NOTHING
            )
            DELETE FROM supplier_bill_number
             WHERE bill_id IN (SELECT id FROM bill
                                WHERE receipt_id = ANY (:receipts::uuid[]) AND voided_at IS NOT NULL)
            """)
                .bind("receipts", receiptIds.toArray(UUID[]::new))
                .then();
    }

    /** Locks one bill until the commit. Fails with a {@link Problem} 404 when there is none. */
    public Mono<Bill> lock(UUID id) {
        return database.sql("SELECT * FROM bill WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map(BillRow::bill)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("bill", id)));
    }

    /** Voids a locked draft. */
    Mono<Bill> voidFor(Bill locked, String reason, Function<UUID, Origin> inProcess) {
        return Mono.defer(() -> {
            Instant now = calendar.now();
            return save(locked.voidFor(reason, now), now, inProcess)
                    .flatMap(after -> numbers.release(List.of(after.id())).thenReturn(after));
        });
    }

    /** Writes one change of a locked bill. */
    public Mono<Bill> save(Bill.Change change, Instant now, Function<UUID, Origin> inProcess) {
        Origin origin = inProcess.apply(change.after().correlationId());
        return save(List.of(new Decided(change, origin)), now).thenReturn(change.after());
    }

    /** The lines of these bills, by bill, in their order; one statement. */
    Mono<Map<UUID, List<BillLine>>> lines(List<Bill> bills) {
        Map<UUID, Bill> byId = new LinkedHashMap<>();
        bills.forEach(bill -> byId.put(bill.id(), bill));
        return database.sql("SELECT * FROM bill_line WHERE bill_id = ANY (:ids::uuid[]) ORDER BY bill_id, line")
                .bind("ids", byId.keySet().toArray(UUID[]::new))
                .map(row -> new OwnedLine(row.get("bill_id", UUID.class), BillRow.line(row)))
                .all()
                .collect(LinkedHashMap::new, (lines, owned) -> lines.computeIfAbsent(
                                owned.billId(), id -> new ArrayList<>())
                        .add(owned.line().in(byId.get(owned.billId()).currency())));
    }

    /**
     * Writes what was decided on locked bills, and the events: one statement for the set.
     *
     * @param decided in order; several changes of one bill follow from each other
     */
    public Mono<Void> save(List<Decided> decided, Instant now) {
        if (decided.isEmpty()) {
            return Mono.empty();
        }
        Map<UUID, Long> before = new LinkedHashMap<>();
        Map<UUID, Bill> latest = new LinkedHashMap<>();
        for (Decided one : decided) {
            Bill bill = one.change().after();
            before.putIfAbsent(bill.id(), one.change().versionBefore());
            latest.put(bill.id(), bill);
        }
        List<Bill> after = List.copyOf(latest.values());
        var statement = database.sql("""
            WITH changed AS (
                UPDATE bill
                   SET paid = new.paid, number = new.number, supplier_bill_number = new.supplier_bill_number,
                       sent_at = new.sent_at, due_on = new.due_on, voided_at = new.voided_at,
                       void_reason = new.void_reason, version = new.version,
                       payment_term_days = new.term, end_of_month = new.end_of_month,
                       exchange_rate = new.exchange_rate,
                       due_looked_at = CASE WHEN new.paid < bill.paid THEN NULL ELSE bill.due_looked_at END
                  FROM unnest(:ids::uuid[], :befores::bigint[], :versions::bigint[], :paids::numeric[],
                              :numbers::text[], :supplierNumbers::text[], :sentAts::timestamptz[],
                              :dueOns::date[], :voidedAts::timestamptz[], :reasons::text[], :terms::int[],
                              :endsOfMonth::boolean[], :exchangeRates::numeric[])
                       AS new (id, before, version, paid, number, supplier_bill_number, sent_at, due_on,
                               voided_at, void_reason, term, end_of_month, exchange_rate)
                 WHERE bill.id = new.id AND bill.version = new.before
                RETURNING bill.id
            ), events AS (
                %s
            )
            SELECT count(*) AS written FROM changed
            """.formatted(Outbox.INSERT))
                .bind("ids", of(after, Bill::id, UUID[]::new))
                .bind("supplierNumbers", of(after, b -> b.terms().supplierNumber(), String[]::new))
                .bind("terms", of(after, b -> b.terms().payment().days(), Integer[]::new))
                .bind("endsOfMonth", of(after, b -> b.terms().payment().endOfMonth(), Boolean[]::new))
                .bind("exchangeRates", of(after, b -> b.terms().exchangeRate(), BigDecimal[]::new))
                .bind("befores", before.values().toArray(Long[]::new))
                .bind("versions", of(after, Bill::version, Long[]::new))
                .bind("paids", of(after, b -> b.paid().amount(), BigDecimal[]::new))
                .bind(
                        "numbers",
                        of(after, b -> b.sent() == null ? null : b.sent().number(), String[]::new))
                .bind(
                        "sentAts",
                        of(after, b -> b.sent() == null ? null : utc(b.sent().at()), OffsetDateTime[]::new))
                .bind(
                        "dueOns",
                        of(after, b -> b.sent() == null ? null : b.sent().dueOn(), LocalDate[]::new))
                .bind(
                        "voidedAts",
                        of(
                                after,
                                b -> b.voided() == null ? null : utc(b.voided().at()),
                                OffsetDateTime[]::new))
                .bind(
                        "reasons",
                        of(after, b -> b.voided() == null ? null : b.voided().reason(), String[]::new));
        return outbox.bind(statement, events(decided, now))
                .map(row -> row.get("written", Long.class))
                .one()
                .flatMap(written -> written == after.size()
                        ? Mono.empty()
                        : Mono.error(new IllegalStateException("a bill was changed without its lock")));
    }

    private static List<NewEvent> events(List<Decided> decided, Instant now) {
        List<NewEvent> events = new ArrayList<>(decided.size());
        for (Decided one : decided) {
            long version = one.change().versionBefore();
            for (BillEvent event : one.change().events()) {
                events.add(event(event, one.change().after(), ++version, now, one.origin()));
            }
        }
        return events;
    }

    private static NewEvent event(BillEvent event, Bill bill, long version, Instant now, Origin origin) {
        return NewEvent.of(BillEvent.TOPIC, event.type(), bill.id(), version, now, origin, event);
    }
}
