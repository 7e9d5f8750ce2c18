package dev.erp.sales.order;

import static dev.erp.sales.order.Orders.ID;
import static dev.erp.sales.order.Orders.INVOICE;
import static dev.erp.sales.order.Orders.LINES;
import static dev.erp.sales.order.Orders.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.money.Quantity;
import dev.erp.sales.order.BillingReply.BilledLine;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Status;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The saga: what an order does in every state with every answer. */
class ReactionTest {

    private static final UUID OTHER_INVOICE = UUID.randomUUID();
    private static final UUID SHIPMENT = UUID.randomUUID();
    private static final UUID HEARD = UUID.randomUUID();
    private static final List<BilledLine> BILLED = List.of(new BilledLine(1, Quantity.of(12)));

    private static final SalesOrderEvent.Shortage SHORTAGE =
            new SalesOrderEvent.Shortage(LINES.getFirst().productId(), "WIDGET-1", Quantity.of(12), Quantity.of(2));

    /** One of every kind, by its step. */
    private static final Map<String, Reply> REPLIES = Stream.<Reply>of(
                    new StockReply.ReservationConfirmed(ID),
                    new StockReply.ReservationRejected(ID, "insufficient_stock", List.of(SHORTAGE)),
                    new StockReply.ReservationReleased(ID, "order_cancelled"),
                    new StockReply.ReservationWaiting(
                            ID,
                            "insufficient_stock",
                            List.of(new StockReply.ReservationWaiting.Level(
                                    LINES.getFirst().productId(), "WIDGET-1", Quantity.of(8), Quantity.of(4)))),
                    new StockReply.ReservationReduced(ID),
                    new StockReply.ReservationExpired(ID),
                    new StockReply.GoodsIssued(ID, SHIPMENT),
                    new StockReply.IssueRefused(ID, SHIPMENT, "insufficient_reservation", List.of(SHORTAGE)),
                    new StockReply.GoodsRestocked(ID, UUID.randomUUID()),
                    new BillingReply.InvoiceDrafted(ID, OTHER_INVOICE, BILLED, new BigDecimal("14.88"), null),
                    new BillingReply.InvoiceSent(ID, INVOICE, "INV-2026-000004", LocalDate.of(2026, 12, 22), null),
                    new BillingReply.InvoicePartiallyPaid(
                            ID, INVOICE, "INV-2026-000004", "EUR", new BigDecimal("10.00"), new BigDecimal("4.88")),
                    new BillingReply.InvoicePaid(ID, INVOICE, "INV-2026-000004"),
                    new BillingReply.InvoiceVoided(ID, INVOICE, "order_cancelled"),
                    new BillingReply.PaymentReversed(ID, INVOICE, "INV-2026-000004", new BigDecimal("14.88")),
                    new BillingReply.InvoiceCredited(
                            ID, INVOICE, "INV-2026-000004", "CRN-2026-000002", new BigDecimal("4.88")),
                    new BillingReply.InvoiceOverdue(ID, INVOICE, "INV-2026-000004"),
                    new BillingReply.CreditNoteDrafted(ID, UUID.randomUUID(), INVOICE, null, BILLED),
                    new BillingReply.CreditNoteVoided(ID, UUID.randomUUID(), INVOICE, "not ours"))
            .collect(Collectors.toMap(Reply::step, Function.identity()));

    /**
     * The whole saga: the next state and, after a plus, the events that tell it. {@code note} and {@code ignore} leave the order as it
     * is, but for what the timeline says.
     */
    private static final String TABLE = """
                                quotation pending            waiting              confirmed         invoiced                 partly_shipped             shipped                      completed      rejected  cancelled
        reservation_confirmed   ignore    confirmed+confirmed confirmed+confirmed ignore            note                     note                       note                         note           ignore    note
        reservation_rejected    ignore    rejected+rejected  ignore               ignore            ignore                   ignore                     ignore                       ignore         ignore    note
        reservation_released    ignore    ignore             waiting              waiting           invoiced                 partly_shipped             note                         note           ignore    cancelled
        reservation_waiting     ignore    waiting            waiting              waiting           invoiced                 note                       note                         note           ignore    note
        reservation_reduced     ignore    note               note                 note              note                     note                       note                         note           ignore    cancelled
        reservation_expired     ignore    waiting            waiting              waiting           invoiced                 partly_shipped             note                         note           ignore    cancelled
        shipped                 ignore    ignore             partly_shipped+shipped partly_shipped+shipped partly_shipped+shipped completed+shipped+completed shipped+shipped         completed+shipped ignore  note
        shipment_refused        ignore    ignore             note                 note              note                     note                       note                         note           ignore    note
        restocked               ignore    ignore             note                 note              note                     note                       note                         note           ignore    note
        invoice_drafted         ignore    ignore             invoiced+invoiced    invoiced+invoiced invoiced+invoiced        partly_shipped+invoiced    completed+invoiced+completed shipped+invoiced ignore   note
        invoice_sent            ignore    ignore             note                 ignore            note                     note                       note                         note           ignore    note
        invoice_partially_paid  ignore    ignore             note                 ignore            note                     note                       note                         note           ignore    note
        invoice_paid            ignore    ignore             note                 ignore            note                     note                       note                         note           ignore    note
        invoice_payment_reversed ignore    ignore             note                 ignore            note                     note                       note                         note           ignore    note
        invoice_credited        ignore    ignore             note                 ignore            note                     note                       note                         note           ignore    note
        invoice_overdue         ignore    ignore             note                 ignore            note                     note                       note                         note           ignore    note
        invoice_voided          ignore    ignore             note                 note              confirmed                partly_shipped             note                         shipped        ignore    note
        credit_note_drafted     ignore    ignore             waiting              confirmed         invoiced                 partly_shipped             shipped                      completed      ignore    cancelled
        credit_note_voided      ignore    ignore             note                 note              note                     note                       note                         note           ignore    note
        """;

    @TestFactory
    List<DynamicTest> every_state_has_a_reaction_to_every_answer() {
        assertThat(REPLIES.values().stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Stream.of(StockReply.class, BillingReply.class)
                        .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                        .collect(Collectors.<Object>toSet()));
        List<String> rows = TABLE.lines().toList();
        List<Status> states = Arrays.stream(rows.getFirst().strip().split(" +"))
                .map(Status::of)
                .toList();
        assertThat(states).containsExactly(Status.values());
        assertThat(rows.stream().skip(1).map(row -> row.split(" ")[0]))
                .containsExactlyInAnyOrderElementsOf(REPLIES.keySet());
        return rows.stream()
                .skip(1)
                .map(row -> row.strip().split(" +"))
                .flatMap(row -> states.stream().map(state -> cell(state, row[0], row[1 + states.indexOf(state)])))
                .toList();
    }

    private static DynamicTest cell(Status state, String reply, String expected) {
        return DynamicTest.dynamicTest(state.code() + " + " + reply + " = " + expected, () -> {
            SalesOrder before = Orders.order(state);
            List<Change> changes = decide(before, REPLIES.get(reply));
            if (expected.equals("ignore")) {
                assertThat(changes).isEmpty();
                return;
            }
            SalesOrder after = changes.getLast().order();
            assertThat(changes.getFirst().step().step()).isEqualTo(reply);
            assertThat(changes.getFirst().step().heard()).isEqualTo(HEARD);
            assertThat(after.steps()).isEqualTo(before.steps() + changes.size());
            assertThat(changes.getLast().step().state()).isEqualTo(after.status());
            if (expected.equals("note")) {
                assertThat(changes).hasSize(1);
                assertThat(changes.getFirst().event()).isNull();
                assertThat(changes.getFirst().step().entry()).isNull();
                assertThat(after.quantities()).isEqualTo(before.quantities());
                assertThat(after.version()).isEqualTo(before.version());
                return;
            }
            List<String> told = List.of(expected.split("\\+"));
            assertThat(after.status().code()).isEqualTo(told.getFirst());
            assertThat(changes.stream().map(Change::event).filter(event -> event != null))
                    .extracting(SalesOrderEvent::name)
                    .containsExactlyElementsOf(told.subList(1, told.size()));
            assertThat(after.version()).isEqualTo(before.version() + told.size() - 1);
            assertThat(before.quantities().and(changes.getFirst().step().entry()))
                    .as("the ledger says what changed")
                    .isEqualTo(after.quantities());
        });
    }

    private static List<Change> decide(SalesOrder order, Reply reply) {
        var paperwork = new Paperwork(
                List.of(Orders.shipment(SHIPMENT, 5)),
                Map.of(INVOICE, order.quantities().invoiced()));
        if (order.status() == Status.PARTLY_SHIPPED
                || Set.of(Status.SHIPPED, Status.COMPLETED).contains(order.status())) {
            paperwork = new Paperwork(
                    List.of(Orders.shipment(SHIPMENT, 7)),
                    Map.of(INVOICE, order.quantities().invoiced()));
        }
        return Decisions.of(order, LINES, reply, paperwork, HEARD, NOW);
    }
}
