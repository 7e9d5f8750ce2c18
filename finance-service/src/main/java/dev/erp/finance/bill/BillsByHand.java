package dev.erp.finance.bill;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.DocumentTotals;
import dev.erp.chassis.money.DocumentTotals.Rounding;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.bill.Bill.Draft;
import dev.erp.finance.document.EnteredLine;
import dev.erp.finance.document.PaymentTerms;
import dev.erp.finance.party.Parties;
import dev.erp.finance.party.Party;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Drafts bills because somebody enters them, in the caller's transaction. */
@Component
class BillsByHand {

    /**
     * What somebody enters.
     *
     * @param purchaseOrderId or null
     * @param currency null for the supplier's
     * @param exchangeRate units of the base currency for one of the bill's, or null
     * @param paymentTermDays null for the supplier's
     */
    record Entered(
            UUID supplierId,
            String supplierNumber,
            UUID purchaseOrderId,
            Currency currency,
            BigDecimal exchangeRate,
            Integer paymentTermDays,
            boolean endOfMonth,
            Rounding rounding,
            List<EnteredLine> lines) {}

    private final DatabaseClient database;
    private final Bills bills;
    private final SupplierNumbers numbers;
    private final PurchaseOrders orders;
    private final Parties parties;
    private final BusinessCalendar calendar;

    BillsByHand(
            DatabaseClient database,
            Bills bills,
            SupplierNumbers numbers,
            PurchaseOrders orders,
            Parties parties,
            BusinessCalendar calendar) {
        this.database = database;
        this.bills = bills;
        this.numbers = numbers;
        this.orders = orders;
        this.parties = parties;
        this.calendar = calendar;
    }

    /**
     * Fails with a {@link Problem} 400 or 422 naming what is wrong, 409 for a supplier who is not active or has another bill of this
     * number.
     */
    Mono<Draft> draft(Entered entered, Function<UUID, Origin> inProcess) {
        Mono<String> orderNumber = entered.purchaseOrderId == null
                ? Mono.just("")
                : orders.numberOf(entered.purchaseOrderId, entered.supplierId);
        return parties.active(Party.Kind.SUPPLIER, entered.supplierId, "supplierId")
                .flatMap(supplier -> orderNumber.map(number -> draft(entered, supplier, number, inProcess)))
                .flatMap(this::write);
    }

    /**
     * Drafts the bill of a receipt again, over the same amounts. Fails with a {@link Problem} 422 for a receipt that never had a bill,
     * 409 when it has one that counts, or was reversed.
     *
     * @param supplierNumber or null
     */
    Mono<Draft> draftAgain(UUID receiptId, String supplierNumber, Function<UUID, Origin> inProcess) {
        return bills.lockOfReceipts(List.of(receiptId)).flatMap(found -> {
            if (found.isEmpty()) {
                String code = "unknown_receipt";
                throw Problem.unprocessable(
                        code, new FieldError("receiptId", code, "must be a receipt of goods that had a bill"));
            }
            Bill latest = found.getLast();
            if (latest.voided() == null) {
                throw Problem.conflict("receipt_has_bill", "The receipt has the bill " + latest.id() + ".");
            }
            return isReversed(receiptId)
                    .filter(reversed -> !reversed)
                    .switchIfEmpty(Mono.error(() -> Problem.conflict(
                            "receipt_reversed",
                            "Receipt " + latest.terms().receipt().receiptNumber() + " was reversed.")))
                    .then(bills.lines(List.of(latest)))
                    .map(lines -> new Draft(
                            Bill.draft(
                                    Ids.next(),
                                    latest.terms().again(latest.terms().edition() + 1, supplierNumber, calendar.now())),
                            lines.get(latest.id()),
                            inProcess.apply(latest.correlationId())))
                    .flatMap(this::write);
        });
    }

    private Mono<Draft> write(Draft draft) {
        Bill.Terms terms = draft.bill().terms();
        // the bill first: the number refers to it
        return bills.draft(List.of(draft))
                .then(Mono.defer(() -> numbers.take(
                        terms.supplier().supplierId(),
                        terms.supplierNumber(),
                        draft.bill().id())))
                .thenReturn(draft);
    }

    private Mono<Boolean> isReversed(UUID receiptId) {
        return database.sql("SELECT EXISTS (SELECT FROM reversed_receipt WHERE receipt_id = :id) AS reversed")
                .bind("id", receiptId)
                .map(row -> row.get("reversed", Boolean.class))
                .one();
    }

    private Draft draft(Entered entered, Party supplier, String orderNumber, Function<UUID, Origin> inProcess) {
        Currency currency = entered.currency == null ? supplier.currency() : entered.currency;
        DocumentTotals totals = EnteredLine.totals(currency, entered.rounding, entered.lines);
        UUID id = Ids.next();
        Instant now = calendar.now();
        Bill.Terms terms = new Bill.Terms(
                new Bill.Receipt(
                        entered.purchaseOrderId,
                        entered.purchaseOrderId == null ? null : orderNumber,
                        null,
                        null,
                        null),
                new Supplier(supplier.id(), supplier.number(), supplier.name()),
                entered.exchangeRate,
                new Money(totals.net(), currency),
                new Money(totals.tax(), currency),
                new Money(totals.gross(), currency),
                new PaymentTerms(
                        entered.paymentTermDays == null ? supplier.paymentTermDays() : entered.paymentTermDays,
                        entered.endOfMonth),
                1,
                entered.supplierNumber,
                entered.rounding.code(),
                entered.purchaseOrderId == null ? id : entered.purchaseOrderId,
                now);
        List<BillLine> lines = new ArrayList<>();
        for (int i = 0; i < entered.lines.size(); i++) {
            lines.add(line(i + 1, entered.lines.get(i), totals.lines().get(i)).in(currency));
        }
        return new Draft(Bill.draft(id, terms), lines, inProcess.apply(terms.correlationId()));
    }

    private static BillLine line(int number, EnteredLine line, DocumentTotals.Line amounts) {
        return new BillLine(
                number,
                line.productId(),
                line.sku(),
                line.name().strip(),
                line.quantity(),
                line.unitPrice(),
                line.discountPercent(),
                amounts.net(),
                line.taxRate(),
                amounts.tax(),
                amounts.gross());
    }
}
