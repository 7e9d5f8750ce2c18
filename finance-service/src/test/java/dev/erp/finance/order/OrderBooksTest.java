package dev.erp.finance.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Money;
import dev.erp.finance.Orders;
import dev.erp.finance.credit.CreditNote;
import dev.erp.finance.invoice.Draft;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.InvoiceEvent;
import dev.erp.finance.invoice.InvoiceLine;
import dev.erp.finance.order.OrderBooks.Entries;
import dev.erp.finance.task.NewTask;
import dev.erp.testing.TestEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the news of a set make of invoices and credit notes. */
class OrderBooksTest {

    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

    private final UUID orderId = UUID.randomUUID();
    private final UUID returnId = UUID.randomUUID();
    private final OrderNews.Confirmed confirmed =
            (OrderNews.Confirmed) OrderNews.of(Orders.incoming(Orders.confirmed(orderId)), NOW);
    private final Draft before =
            ((OrderNews.Confirmed) OrderNews.of(Orders.incoming(Orders.confirmed(orderId)), NOW)).draft();
    private final Invoice draft = before.invoice();
    private final Invoice sent = sent(draft);

    @Test
    void cancelling_voids_a_draft_once() {
        Entries entries = decide(draft, List.of(), Orders.cancelled(orderId, true), Orders.cancelled(orderId, true));
        assertThat(events(entries)).containsExactly("finance.invoice.voided.v1");
        assertThat(entries.invoiceChanges().getFirst().change().after().voided().reason())
                .isEqualTo("order_cancelled");
        assertThat(entries.tasks()).isEmpty();
        assertThat(entries.creditNotes()).isEmpty();
    }

    @Test
    void cancelling_after_the_invoice_was_sent_credits_the_rest_and_opens_a_task() {
        Entries entries = decide(sent, List.of(), Orders.cancelled(orderId, true), Orders.cancelled(orderId, true));
        assertThat(events(entries)).isEmpty();
        assertThat(entries.tasks())
                .containsExactly(
                        NewTask.creditNeeded(sent.id(), sent.id(), orderId, "customer changed their mind", NOW));
        assertThat(entries.creditNotes()).singleElement().satisfies(decided -> {
            CreditNote note = decided.change().after();
            assertThat(note.terms().kind()).isEqualTo(CreditNote.Kind.CANCELLATION);
            assertThat(note.terms().gross()).isEqualTo(sent.terms().gross());
            assertThat(note.lines()).isEqualTo(before.lines());
        });
    }

    @Test
    void a_void_invoice_stays_as_it_is() {
        Invoice voided = draft.voidFor("typed twice", NOW).after();
        Entries entries = decide(voided, List.of(), Orders.cancelled(orderId, true), Orders.reduced(orderId));
        assertThat(events(entries)).isEmpty();
        assertThat(entries.creditNotes()).isEmpty();
        assertThat(entries.tasks()).isEmpty();
    }

    @Test
    void a_cancelled_order_that_was_confirmed_without_an_invoice_is_an_error_that_somebody_must_see() {
        assertThatThrownBy(() -> decide(null, List.of(), Orders.cancelled(orderId, true)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(orderId.toString());
    }

    @Test
    void an_order_that_is_confirmed_again_has_its_invoice_announced_again_as_it_stands() {
        Invoice paid = sent.receive(Money.of("20.00", "EUR")).after();
        Entries entries = decide(paid, List.of(), Orders.confirmed(orderId));
        assertThat(entries.drafts()).isEmpty();
        assertThat(entries.invoiceChanges()).singleElement().satisfies(decided -> {
            assertThat(decided.change().after().version()).isEqualTo(paid.version() + 1);
            var event = (InvoiceEvent.Drafted) decided.change().events().getFirst();
            assertThat(event.repeated()).isTrue();
            assertThat(event.outstanding()).isEqualByComparingTo("40.69");
            assertThat(event.lines()).isEqualTo(before.lines());
        });
    }

    @Test
    void a_reduced_draft_is_voided_and_drafted_again_for_what_remains() {
        Entries entries = decide(draft, List.of(), Orders.reduced(orderId), Orders.reduced(orderId));
        assertThat(entries.drafts()).singleElement().satisfies(again -> {
            assertThat(again.replaces()).isEqualTo(draft.id());
            assertThat(again.invoice().terms().edition()).isEqualTo(2);
            assertThat(again.invoice().terms().gross()).isEqualTo(Money.of("46.56", "EUR"));
            assertThat(again.invoice().terms().customer())
                    .isEqualTo(draft.terms().customer());
            var event = (InvoiceEvent.Voided)
                    entries.invoiceChanges().getFirst().change().events().getFirst();
            assertThat(event.reason()).isEqualTo("order_reduced");
            assertThat(event.replacedBy()).isEqualTo(again.invoice().id());
        });
        assertThat(entries.invoiceChanges()).hasSize(1);
        assertThat(entries.creditNotes()).isEmpty();
    }

    @Test
    void a_reduction_after_sending_is_credited_once_over_the_difference() {
        Entries entries = decide(sent, List.of(), Orders.reduced(orderId), Orders.reduced(orderId));
        assertThat(entries.drafts()).isEmpty();
        assertThat(entries.creditNotes()).singleElement().satisfies(decided -> {
            CreditNote note = decided.change().after();
            assertThat(note.terms().kind()).isEqualTo(CreditNote.Kind.REDUCTION);
            assertThat(note.terms().gross()).isEqualTo(Money.of("14.13", "EUR"));
            assertThat(note.lines()).singleElement().satisfies(line -> assertThat(line.line())
                    .isEqualTo(1));
        });
    }

    @Test
    void a_reduction_before_the_confirmation_changes_nothing_because_the_confirmation_carries_what_remains() {
        assertThat(events(decide(null, List.of(), Orders.reduced(orderId)))).isEmpty();
        // both in one set: the invoice has just been drafted from the confirmation that came after the reduction
        List<OrderNews> news = List.of(OrderNews.of(Orders.incoming(Orders.reduced(orderId)), NOW), confirmed);
        Entries entries = OrderBooks.decide(
                List.of(confirmed.draft().invoice()),
                Map.of(confirmed.draft().invoice().id(), confirmed.draft().lines()),
                List.of(),
                news,
                NOW);
        assertThat(entries.drafts()).isEmpty();
        assertThat(events(entries)).isEmpty();
    }

    @Test
    void an_order_confirmed_and_reduced_in_one_set_ends_with_the_second_edition() {
        List<OrderNews> news = List.of(confirmed, OrderNews.of(Orders.incoming(Orders.reduced(orderId)), NOW));
        Entries entries = OrderBooks.decide(
                List.of(confirmed.draft().invoice()),
                Map.of(confirmed.draft().invoice().id(), confirmed.draft().lines()),
                List.of(),
                news,
                NOW);
        assertThat(entries.drafts()).hasSize(1);
        assertThat(events(entries)).containsExactly("finance.invoice.voided.v1");
    }

    @Test
    void a_return_is_credited_once_and_announced_again_when_it_comes_again() {
        Entries first = decide(sent, List.of(), Orders.returned(orderId, returnId));
        CreditNote note = first.creditNotes().getFirst().change().after();
        assertThat(note.terms().of().returnId()).isEqualTo(returnId);
        assertThat(note.terms().gross()).isEqualTo(Money.of("14.13", "EUR"));

        Entries again = decide(sent, List.of(note), Orders.returned(orderId, returnId));
        assertThat(again.creditNotes()).isEmpty();
        assertThat(again.announcements().get(note.id()).change().after().version())
                .isEqualTo(2);
    }

    @Test
    void what_came_back_of_a_draft_is_credited_too_and_the_draft_is_not_replaced_any_more() {
        Entries entries = decide(draft, List.of(), Orders.returned(orderId, returnId), Orders.reduced(orderId));
        assertThat(entries.drafts()).isEmpty();
        assertThat(entries.creditNotes())
                .extracting(decided -> decided.change().after().terms().kind())
                .containsExactly(CreditNote.Kind.RETURN, CreditNote.Kind.REDUCTION);
    }

    @Test
    void more_than_is_left_of_a_line_is_not_credited_and_a_person_is_told() {
        TestEvent tooMuch = Orders.returned(
                orderId, returnId, order -> ((ObjectNode) order.get("lines").get(0)).put("quantity", 4));
        Entries entries = decide(sent, List.of(), tooMuch);
        assertThat(entries.creditNotes()).isEmpty();
        assertThat(entries.tasks())
                .containsExactly(NewTask.returnNotCredited(
                        returnId,
                        sent.id(),
                        orderId,
                        "RET-2026-000002: of line 1 4 are to be credited, and only 3 are left",
                        NOW));
    }

    @Test
    void a_return_of_an_order_without_an_invoice_that_counts_becomes_a_task() {
        Invoice voided = draft.voidFor("typed twice", NOW).after();
        assertThat(decide(voided, List.of(), Orders.returned(orderId, returnId)).tasks())
                .hasSize(1);
        assertThat(decide(null, List.of(), Orders.returned(orderId, returnId)).tasks())
                .extracting(NewTask::invoiceId)
                .containsOnlyNulls();
    }

    private Entries decide(Invoice invoice, List<CreditNote> notes, TestEvent... events) {
        List<Invoice> found = new ArrayList<>();
        Map<UUID, List<InvoiceLine>> lines = Map.of();
        if (invoice != null) {
            found.add(invoice);
            lines = Map.of(invoice.id(), before.lines());
        }
        List<OrderNews> news = Stream.of(events)
                .map(event -> OrderNews.of(Orders.incoming(event), NOW))
                .toList();
        return OrderBooks.decide(found, lines, notes, news, NOW);
    }

    private static Invoice sent(Invoice draft) {
        return new Invoice(
                draft.id(),
                draft.terms(),
                draft.paid(),
                draft.credited(),
                new Invoice.Sending("INV-2026-000004", NOW, TODAY.plusDays(30)),
                null,
                2);
    }

    private static List<String> events(Entries entries) {
        return entries.invoiceChanges().stream()
                .flatMap(decided -> decided.change().events().stream())
                .map(InvoiceEvent::type)
                .toList();
    }
}
