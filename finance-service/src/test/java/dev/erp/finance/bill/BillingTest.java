package dev.erp.finance.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Money;
import dev.erp.finance.Receipts;
import dev.erp.finance.bill.Billing.News;
import dev.erp.finance.bill.Billing.Received;
import dev.erp.finance.bill.Billing.Reversed;
import dev.erp.finance.task.NewTask;
import dev.erp.testing.Contracts;
import dev.erp.testing.TestEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the news about receipts make of bills. */
class BillingTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final Actor SERVICE = Actor.service("finance-service");

    private final UUID order = UUID.randomUUID();
    private final UUID receipt = UUID.randomUUID();
    private final Bill.Draft draft = draft(Receipts.received(order, receipt));

    @Test
    void a_receipt_becomes_a_bill_with_the_same_lines_and_totals() {
        assertThat(draft.bill().terms().gross()).isEqualTo(Money.of("169.58", "EUR"));
        assertThat(draft.lines()).singleElement().satisfies(line -> {
            assertThat(line.unitPrice()).hasToString("7.125");
            assertThat(line.gross()).hasToString("169.58");
        });
        byte[] event = EventJson.write(draft.event()).getBytes(StandardCharsets.UTF_8);
        assertThat(Contracts.errors(draft.event().type(), event)).isEmpty();
    }

    @Test
    void a_reversed_receipt_voids_its_draft_once() {
        Billing.Entries entries = decide(draft.bill(), reversed(), reversed());
        assertThat(entries.changes()).singleElement().satisfies(decided -> {
            assertThat(decided.change().events().getFirst())
                    .isEqualTo(new BillEvent.Voided(
                            draft.bill().id(),
                            order,
                            receipt,
                            draft.bill().terms().supplier().supplierId(),
                            "receipt_reversed",
                            null));
        });
        assertThat(entries.tasks()).isEmpty();
    }

    @Test
    void a_reversed_receipt_whose_bill_is_no_draft_any_more_becomes_a_task() {
        Bill drafted = draft.bill();
        Bill sent = new Bill(
                drafted.id(),
                drafted.terms(),
                drafted.paid(),
                new Bill.Sending("BILL-2026-000001", null, NOW, LocalDate.parse("2026-12-24")),
                null,
                2);
        Billing.Entries entries = decide(sent, reversed());
        assertThat(entries.changes()).isEmpty();
        assertThat(entries.tasks())
                .containsExactly(NewTask.billCorrectionNeeded(receipt, sent.id(), order, "counted twice", NOW));
    }

    @Test
    void a_reversed_receipt_that_had_nothing_to_pay_changes_nothing() {
        assertThat(Billing.decide(List.of(reversed()), List.of(), Map.of(), NOW))
                .isEqualTo(new Billing.Entries(List.of(), List.of()));
    }

    @Test
    void a_receipt_that_is_told_again_has_its_bill_announced_again() {
        Billing.Entries entries = decide(draft.bill(), new Received(draft(Receipts.received(order, receipt))));
        assertThat(entries.changes()).singleElement().satisfies(decided -> {
            assertThat(decided.change().after().version()).isEqualTo(2);
            assertThat(((BillEvent.Drafted) decided.change().events().getFirst()).repeated())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            purchaseOrderId    | "0193a8c0-7c1e-7099-8a4b-5e6f70819200"
            number             | null
            receiptId          | null
            receiptNumber      | ""
            supplier           | null
            supplier           | {"number":"S-1","name":"x"}
            currency           | "XXX"
            exchangeRate       | "0"
            exchangeRate       | "-1.5"
            lines              | []
            lines              | [null]
            net                | "142.51"
            net                | "142.501"
            tax                | "27.09"
            gross              | "169.59"
            paymentTermDays    | 366
            receivedAt         | null
            lines/0/line       | 0
            lines/0/productId  | null
            lines/0/sku        | "a\\u0000b"
            lines/0/quantity   | 0
            lines/0/unitPrice  | "-0.01"
            lines/0/unitPrice  | "7.12345"
            lines/0/net        | "142.49"
            lines/0/taxRate    | "100.01"
            """)
    void nonsense_is_refused(String path, String value) {
        TestEvent event = Receipts.received(order, receipt, goods -> {
            int slash = path.lastIndexOf('/');
            var parent = slash < 0 ? goods : (ObjectNode) goods.at("/" + path.substring(0, slash));
            parent.set(path.substring(slash + 1), JSON.readTree(value));
        });
        assertThatThrownBy(() -> draft(event)).isInstanceOf(InvalidEventException.class);
    }

    private Billing.Entries decide(Bill bill, News... news) {
        return Billing.decide(List.of(news), List.of(bill), Map.of(bill.id(), draft.lines()), NOW);
    }

    private Reversed reversed() {
        var event = Receipts.incoming(Receipts.reversed(order, receipt));
        return new Reversed(ReversedReceipt.of(event), event.causes(SERVICE));
    }

    private static Bill.Draft draft(TestEvent event) {
        return ReceivedGoods.draft(Receipts.incoming(event), UUID.randomUUID(), SERVICE, NOW);
    }
}
