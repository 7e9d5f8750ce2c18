package dev.erp.sales.order;

import static dev.erp.sales.order.SalesOrder.Status.CANCELLED;
import static dev.erp.sales.order.SalesOrder.Status.CONFIRMED;
import static dev.erp.sales.order.SalesOrder.Status.INVOICED;
import static dev.erp.sales.order.SalesOrder.Status.PENDING;
import static dev.erp.sales.order.SalesOrder.Status.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.SalesOrder.Attention;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.SalesOrder.Status;
import dev.erp.sales.order.SalesOrder.Step;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SalesOrderSagaTest {

    private static final UUID ORDER = UUID.randomUUID();
    private static final UUID INVOICE = UUID.randomUUID();
    private static final UUID HEARD = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-22T14:05:06Z");

    private static final SalesOrderEvent.Shortage SHORTAGE =
            new SalesOrderEvent.Shortage(UUID.randomUUID(), "WIDGET-1", Quantity.of(12), Quantity.of(2));

    /** One of every kind, by its step. */
    private static final Map<String, Reply> REPLIES = List.of(
                    new Reply.ReservationConfirmed(ORDER),
                    new Reply.ReservationRejected(ORDER, "insufficient_stock", List.of(SHORTAGE)),
                    new Reply.ReservationReleased(ORDER, "order cancelled"),
                    new Reply.InvoiceDrafted(ORDER, INVOICE),
                    new Reply.InvoiceSent(ORDER, "INV-2026-000004", LocalDate.of(2026, 12, 22)),
                    new Reply.InvoicePartiallyPaid(ORDER, "INV-2026-000004", "EUR", "10.00", "4.88"),
                    new Reply.InvoicePaid(ORDER, "INV-2026-000004"),
                    new Reply.InvoiceVoided(ORDER, "order cancelled"))
            .stream()
            .collect(Collectors.toMap(Reply::step, Function.identity()));

    /** The whole saga; {@code note} and {@code ignore} leave the state as it is. */
    private static final String TABLE = """
                                pending    confirmed  invoiced  rejected  cancelled
        reservation_confirmed   confirmed  ignore     ignore    ignore    note
        reservation_rejected    rejected   ignore     ignore    ignore    note
        reservation_released    ignore     note       note      ignore    note
        invoice_drafted         ignore     invoiced   ignore    ignore    note
        invoice_sent            ignore     ignore     note      ignore    note
        invoice_partially_paid  ignore     ignore     note      ignore    note
        invoice_paid            ignore     ignore     note      ignore    note
        invoice_voided          ignore     ignore     note      ignore    note
        """;

    @TestFactory
    List<DynamicTest> every_state_has_a_reaction_to_every_answer() {
        assertThat(REPLIES).hasSize(Reply.class.getPermittedSubclasses().length);
        List<String> rows = TABLE.lines().toList();
        List<Status> states = Arrays.stream(rows.getFirst().strip().split(" +"))
                .map(Status::of)
                .toList();
        assertThat(states).containsExactly(Status.values());
        assertThat(rows.stream().skip(1).map(row -> row.split(" ")[0]))
                .containsExactlyInAnyOrderElementsOf(REPLIES.keySet());
        return rows.stream()
                .skip(1)
                .map(row -> row.split(" +"))
                .flatMap(row -> states.stream().map(state -> cell(state, row[0], row[1 + states.indexOf(state)])))
                .toList();
    }

    private static DynamicTest cell(Status state, String reply, String expected) {
        return DynamicTest.dynamicTest(state.code() + " + " + reply + " = " + expected, () -> {
            SalesOrder before = order(state);
            Optional<Change> change = decide(before, REPLIES.get(reply));
            switch (expected) {
                case "ignore" -> assertThat(change).isEmpty();
                case "note" -> {
                    assertThat(change.orElseThrow().event()).isNull();
                    assertThat(change.get().order().status()).isEqualTo(state);
                    assertThat(change.get().order().version()).isEqualTo(before.version());
                    assertThat(change.get().step()).isEqualTo(step(before, reply, state));
                }
                default -> {
                    Status next = Status.of(expected);
                    assertThat(change.orElseThrow().event().type()).isEqualTo("sales.order." + expected + ".v1");
                    assertThat(change.get().order().status()).isEqualTo(next);
                    assertThat(change.get().order().version()).isEqualTo(before.version() + 1);
                    assertThat(change.get().step()).isEqualTo(step(before, reply, next));
                }
            }
        });
    }

    private static Step step(SalesOrder before, String reply, Status after) {
        return new Step(
                before.steps() + 1, reply, after, NOW, REPLIES.get(reply).detail(), HEARD);
    }

    @Test
    void a_confirmed_order_tells_finance_all_that_an_invoice_needs() {
        SalesOrder order = order(PENDING);
        SalesOrderEvent event = decide(order, REPLIES.get("reservation_confirmed"))
                .orElseThrow()
                .event();
        assertThat(event).isEqualTo(new SalesOrderEvent.Confirmed(order.document(LINES), NOW));
        assertThat(order.document(LINES).lines()).isEqualTo(LINES);
    }

    @Test
    void a_rejected_order_names_what_is_left() {
        Change change =
                decide(order(PENDING), REPLIES.get("reservation_rejected")).orElseThrow();
        assertThat(change.event())
                .isEqualTo(
                        new SalesOrderEvent.Rejected(ORDER, "SO-2026-000017", "insufficient_stock", List.of(SHORTAGE)));
        assertThat(change.step().detail()).isEqualTo("insufficient_stock: 2 of 12 WIDGET-1 available");
    }

    @Test
    void an_invoiced_order_knows_its_invoice() {
        Change change = decide(order(CONFIRMED), REPLIES.get("invoice_drafted")).orElseThrow();
        assertThat(change.order().invoiceId()).isEqualTo(INVOICE);
        assertThat(change.event()).isEqualTo(new SalesOrderEvent.Invoiced(ORDER, "SO-2026-000017", INVOICE));
    }

    @Test
    void a_late_answer_ends_the_attention() {
        SalesOrder late = order(PENDING);
        assertThat(late.attention()).isNotNull();
        assertThat(decide(late, REPLIES.get("reservation_confirmed"))
                        .orElseThrow()
                        .order()
                        .attention())
                .isNull();
        assertThat(decide(late, REPLIES.get("reservation_rejected"))
                        .orElseThrow()
                        .order()
                        .attention())
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "CONFIRMED", "INVOICED"})
    void an_open_order_can_be_cancelled(Status state) {
        SalesOrder order = order(state);
        Change change = order.cancel("changed my mind", NOW);
        assertThat(change.order().status()).isEqualTo(CANCELLED);
        assertThat(change.event())
                .isEqualTo(new SalesOrderEvent.Cancelled(
                        ORDER, "SO-2026-000017", "changed my mind", NOW, state != PENDING));
        assertThat(change.step())
                .isEqualTo(new Step(order.steps() + 1, "cancelled", CANCELLED, NOW, "changed my mind", null));
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "CANCELLED"})
    void a_closed_order_cannot_be_cancelled(Status state) {
        assertThatThrownBy(() -> order(state).cancel("changed my mind", NOW))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status().value()).isEqualTo(409);
                    assertThat(problem.code()).isEqualTo("order_is_" + state.code());
                });
    }

    private static Optional<Change> decide(SalesOrder order, Reply reply) {
        return SalesOrderSaga.decide(order, LINES, reply, HEARD, NOW);
    }

    private static final List<Line> LINES = List.of(new Line(
            1,
            UUID.randomUUID(),
            "WIDGET-1",
            "Widget",
            Quantity.of(12),
            new BigDecimal("1.00"),
            new BigDecimal("0.00"),
            new BigDecimal("12.00"),
            new BigDecimal("24.00"),
            new BigDecimal("2.88"),
            new BigDecimal("14.88")));

    private static SalesOrder order(Status status) {
        return new SalesOrder(
                ORDER,
                "SO-2026-000017",
                new SalesOrder.Customer(UUID.randomUUID(), "C-000012", "Müller & Söhne GmbH"),
                null,
                null,
                Currency.getInstance("EUR"),
                new BigDecimal("0.00"),
                new Pricing.Totals(
                        new BigDecimal("0.00"),
                        new BigDecimal("12.00"),
                        new BigDecimal("2.88"),
                        new BigDecimal("14.88")),
                30,
                status,
                status == PENDING ? new Attention("inventory did not reply within 30 s", NOW) : null,
                status == INVOICED ? INVOICE : null,
                status == REJECTED || status == CONFIRMED ? 2 : 1,
                3,
                "somebody",
                NOW.minusSeconds(60),
                NOW.minusSeconds(60));
    }
}
