package dev.erp.finance.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.Orders;
import dev.erp.finance.document.DocumentStatus;
import dev.erp.finance.order.ConfirmedOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InvoiceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final BigDecimal GROSS = new BigDecimal("60.69");

    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    private final UUID orderId = UUID.randomUUID();
    private final Invoice draft = ConfirmedOrder.draft(
                    Orders.incoming(Orders.confirmed(orderId)),
                    UUID.randomUUID(),
                    Actor.service("finance-service"),
                    NOW)
            .invoice();
    private final Invoice sent = draft.send("INV-2026-000004", NOW, TODAY).after();
    private final UUID customerId = draft.terms().customer().customerId();

    @Test
    void sending_gives_number_and_due_date() {
        Invoice.Change change = draft.send("INV-2026-000004", NOW, TODAY);
        assertThat(change.events())
                .containsExactly(new InvoiceEvent.Sent(
                        draft.id(),
                        orderId,
                        customerId,
                        "INV-2026-000004",
                        EUR,
                        GROSS,
                        GROSS,
                        null,
                        NOW,
                        LocalDate.parse("2026-12-22")));
        assertThat(change.after().version()).isEqualTo(2);
        assertThat(change.versionBefore()).isEqualTo(1);
        assertThat(change.after().status(TODAY)).isEqualTo(DocumentStatus.SENT);
    }

    @Test
    void what_costs_nothing_is_paid_when_it_is_sent() {
        Invoice free = ConfirmedOrder.draft(
                        Orders.incoming(Orders.free(orderId)), draft.id(), Actor.service("finance-service"), NOW)
                .invoice();
        Invoice.Change change = free.send("INV-2026-000001", NOW, TODAY);
        assertThat(change.events())
                .hasSize(2)
                .last()
                .isEqualTo(new InvoiceEvent.Paid(
                        draft.id(), orderId, customerId, "INV-2026-000001", EUR, NOTHING, NOTHING, null, NOTHING));
        assertThat(change.after().version()).isEqualTo(3);
        assertThat(change.versionBefore()).isEqualTo(1);
        assertThat(change.after().status(TODAY)).isEqualTo(DocumentStatus.PAID);
    }

    @Test
    void an_invoice_is_sent_once() {
        refused(() -> sent.send("INV-2026-000005", NOW, TODAY), 409, "invoice_already_sent");
        Invoice voided = draft.voidFor("typed twice", NOW).after();
        refused(() -> voided.send("INV-2026-000005", NOW, TODAY), 409, "invoice_void");
    }

    @Test
    void only_a_draft_is_voided_and_only_once() {
        Invoice.Change change = draft.voidFor("typed twice", NOW);
        assertThat(change.events())
                .containsExactly(new InvoiceEvent.Voided(
                        draft.id(), orderId, customerId, "typed twice", EUR, NOTHING, null, null));
        assertThat(change.after().status(TODAY)).isEqualTo(DocumentStatus.VOID);
        refused(() -> change.after().voidFor("again", NOW), 409, "invoice_void");
        refused(() -> sent.voidFor("too late", NOW), 409, "credit_note_needed");
    }

    @Test
    void payments_add_up_to_the_cent() {
        Invoice.Change first = sent.receive(Money.of("60.68", "EUR"));
        assertThat(first.events())
                .containsExactly(new InvoiceEvent.PartiallyPaid(
                        sent.id(),
                        orderId,
                        customerId,
                        "INV-2026-000004",
                        EUR,
                        GROSS,
                        new BigDecimal("60.68"),
                        null,
                        new BigDecimal("0.01")));
        Invoice.Change second = first.after().receive(Money.of("0.01", "EUR"));
        assertThat(second.events())
                .containsExactly(new InvoiceEvent.Paid(
                        sent.id(), orderId, customerId, "INV-2026-000004", EUR, GROSS, GROSS, null, NOTHING));
        assertThat(second.after().status(TODAY.plusYears(1))).isEqualTo(DocumentStatus.PAID);
        assertThat(second.after().version()).isEqualTo(4);
        refused(() -> second.after().receive(Money.of("0.01", "EUR")), 422, "exceeds_outstanding");
    }

    @Test
    void a_payment_needs_a_sent_invoice_its_currency_and_room() {
        Money cent = Money.of("0.01", "EUR");
        refused(() -> draft.receive(cent), 409, "invoice_not_sent");
        refused(() -> draft.voidFor("typed twice", NOW).after().receive(cent), 409, "invoice_void");
        refused(() -> sent.receive(Money.of("1.00", "USD")), 422, "currency_mismatch");
        assertThatThrownBy(() -> sent.receive(Money.of("60.70", "EUR")))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("exceeds_outstanding");
                    assertThat(problem.errors().getFirst().field()).isEqualTo("amount.amount");
                    assertThat(problem).hasMessageContaining("60.69 EUR");
                });
    }

    @Test
    void a_credit_note_lowers_what_is_outstanding_and_payments_stop_there() {
        UUID note = UUID.randomUUID();
        Invoice.Change credited = sent.credit(note, "CRN-2026-000002", Money.of("14.13", "EUR"));
        assertThat(credited.events())
                .containsExactly(new InvoiceEvent.Credited(
                        sent.id(),
                        orderId,
                        customerId,
                        "INV-2026-000004",
                        note,
                        "CRN-2026-000002",
                        EUR,
                        new BigDecimal("14.13"),
                        GROSS,
                        NOTHING,
                        new BigDecimal("14.13"),
                        new BigDecimal("46.56"),
                        null));
        assertThat(credited.after().status(TODAY)).isEqualTo(DocumentStatus.SENT);
        refused(() -> credited.after().receive(Money.of("46.57", "EUR")), 422, "exceeds_outstanding");
        Invoice paid = credited.after().receive(Money.of("46.56", "EUR")).after();
        assertThat(paid.status(TODAY)).isEqualTo(DocumentStatus.PAID);
        assertThat(paid.overpaid()).isEqualTo(Money.of("0.00", "EUR"));
    }

    @Test
    void a_credit_note_that_settles_what_payments_left_says_that_it_is_paid() {
        Invoice partlyPaid = sent.receive(Money.of("46.56", "EUR")).after();
        Invoice.Change credited = partlyPaid.credit(UUID.randomUUID(), "CRN-2026-000002", Money.of("14.13", "EUR"));
        assertThat(credited.events())
                .extracting(InvoiceEvent::type)
                .containsExactly("finance.invoice.credited.v1", "finance.invoice.paid.v1");
        assertThat(credited.after().version()).isEqualTo(5);
        assertThat(credited.after().status(TODAY.plusYears(1))).isEqualTo(DocumentStatus.PAID);
    }

    @Test
    void what_is_credited_after_it_was_paid_is_overpaid() {
        Invoice paid = sent.receive(Money.of("60.69", "EUR")).after();
        Invoice credited = paid.credit(UUID.randomUUID(), "CRN-2026-000002", Money.of("60.69", "EUR"))
                .after();
        assertThat(credited.outstanding()).isEqualTo(Money.of("0.00", "EUR"));
        assertThat(credited.overpaid()).isEqualTo(Money.of("60.69", "EUR"));
        assertThat(credited.status(TODAY)).isEqualTo(DocumentStatus.CREDITED);
    }

    @Test
    void only_a_sent_invoice_is_credited() {
        Money cent = Money.of("0.01", "EUR");
        UUID note = UUID.randomUUID();
        refused(() -> draft.credit(note, "CRN-2026-000002", cent), 409, "invoice_not_sent");
        refused(() -> draft.voidFor("x", NOW).after().credit(note, "CRN-2026-000002", cent), 409, "invoice_void");
    }

    private static void refused(Runnable command, int status, String code) {
        assertThatThrownBy(command::run).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status().value()).isEqualTo(status);
            assertThat(problem.code()).isEqualTo(code);
        });
    }
}
