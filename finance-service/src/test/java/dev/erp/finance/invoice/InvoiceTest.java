package dev.erp.finance.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.Orders;
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

    private final UUID orderId = UUID.randomUUID();
    private final Invoice draft = ConfirmedOrder.draft(
                    Orders.incoming(Orders.confirmed(orderId)),
                    UUID.randomUUID(),
                    Actor.service("finance-service"),
                    NOW)
            .invoice();
    private final Invoice sent = draft.send("INV-2026-000004", NOW, TODAY).after();

    @Test
    void sending_gives_number_and_due_date() {
        Invoice.Change change = draft.send("INV-2026-000004", NOW, TODAY);
        assertThat(change.events())
                .containsExactly(new InvoiceEvent.Sent(
                        draft.id(), orderId, "INV-2026-000004", EUR, GROSS, NOW, LocalDate.parse("2026-12-22")));
        assertThat(change.after().version()).isEqualTo(2);
        assertThat(change.versionBefore()).isEqualTo(1);
        assertThat(change.after().status(TODAY)).isEqualTo(InvoiceStatus.SENT);
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
                        draft.id(),
                        orderId,
                        "INV-2026-000001",
                        EUR,
                        new BigDecimal("0.00"),
                        new BigDecimal("0.00"),
                        new BigDecimal("0.00")));
        assertThat(change.after().version()).isEqualTo(3);
        assertThat(change.versionBefore()).isEqualTo(1);
        assertThat(change.after().status(TODAY)).isEqualTo(InvoiceStatus.PAID);
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
        assertThat(change.events()).containsExactly(new InvoiceEvent.Voided(draft.id(), orderId, "typed twice"));
        assertThat(change.after().status(TODAY)).isEqualTo(InvoiceStatus.VOID);
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
                        "INV-2026-000004",
                        EUR,
                        GROSS,
                        new BigDecimal("60.68"),
                        new BigDecimal("0.01")));
        Invoice.Change second = first.after().receive(Money.of("0.01", "EUR"));
        assertThat(second.events())
                .containsExactly(new InvoiceEvent.Paid(
                        sent.id(), orderId, "INV-2026-000004", EUR, GROSS, GROSS, new BigDecimal("0.00")));
        assertThat(second.after().status(TODAY.plusYears(1))).isEqualTo(InvoiceStatus.PAID);
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

    private static void refused(Runnable command, int status, String code) {
        assertThatThrownBy(command::run).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status().value()).isEqualTo(status);
            assertThat(problem.code()).isEqualTo(code);
        });
    }
}
