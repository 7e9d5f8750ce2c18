package dev.erp.finance.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.finance.Orders;
import dev.erp.finance.invoice.Invoicing.Cancellation;
import dev.erp.finance.task.Tasks.CreditNeeded;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a cancellation decides. */
class InvoicingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final Actor SERVICE = Actor.service("finance-service");

    private final UUID orderId = UUID.randomUUID();
    private final Invoice draft = ConfirmedOrder.draft(
                    Orders.incoming(Orders.confirmed(orderId)), UUID.randomUUID(), SERVICE, NOW)
            .invoice();
    private final Cancellation cancellation = cancellation(orderId);

    @Test
    void a_draft_is_voided() {
        Invoicing.Undoing undoing = Invoicing.undoing(List.of(cancellation), List.of(draft), NOW);
        assertThat(undoing.voided()).singleElement().satisfies(decided -> {
            assertThat(decided.change().events())
                    .containsExactly(new InvoiceEvent.Voided(draft.id(), orderId, "order_cancelled"));
            assertThat(decided.origin()).isEqualTo(cancellation.origin());
        });
        assertThat(undoing.credits()).isEmpty();
    }

    @Test
    void a_sent_invoice_needs_a_credit() {
        Invoice sent = draft.send("INV-2026-000001", NOW, LocalDate.parse("2026-11-22"))
                .after();
        Invoicing.Undoing undoing = Invoicing.undoing(List.of(cancellation), List.of(sent), NOW);
        assertThat(undoing.voided()).isEmpty();
        assertThat(undoing.credits())
                .containsExactly(new CreditNeeded(draft.id(), orderId, "customer changed their mind", NOW));
    }

    @Test
    void a_void_invoice_stays_as_it_is() {
        Invoice voided = draft.voidFor("typed twice", NOW).after();
        Invoicing.Undoing undoing = Invoicing.undoing(List.of(cancellation), List.of(voided), NOW);
        assertThat(undoing).isEqualTo(new Invoicing.Undoing(List.of(), List.of()));
    }

    @Test
    void an_order_that_is_cancelled_twice_in_a_set_is_undone_once() {
        Invoicing.Undoing undoing =
                Invoicing.undoing(List.of(cancellation, cancellation(orderId)), List.of(draft), NOW);
        assertThat(undoing.voided()).hasSize(1);
    }

    @Test
    void a_confirmed_order_without_an_invoice_is_an_error_that_somebody_must_see() {
        assertThatThrownBy(() -> Invoicing.undoing(List.of(cancellation), List.of(), NOW))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(orderId.toString());
    }

    private static Cancellation cancellation(UUID orderId) {
        IncomingEvent event = Orders.incoming(Orders.cancelled(orderId, true));
        return new Cancellation(CancelledOrder.of(event), event.causes(SERVICE));
    }
}
