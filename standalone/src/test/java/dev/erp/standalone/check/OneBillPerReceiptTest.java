package dev.erp.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OneBillPerReceiptTest {

    private static final String RECEIPT = "0193a8c0-7c1e-7103-8a4b-5e6f70819403";
    private static final String BILL = "0193a8c0-7c1e-70b1-8a4b-5e6f70819301";

    @Test
    void a_receipt_with_one_bill_holds_though_both_are_told_again() {
        Finding finding = judged(received("325.58"), bill(BILL, "325.58"), received("325.58"), bill(BILL, "325.58"));
        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isEqualTo(1);
    }

    @Test
    void a_bill_that_is_read_before_its_receipt_holds() {
        assertThat(judged(bill(BILL, "325.58"), received("325.58")).offenders()).isEmpty();
    }

    @Test
    void a_receipt_with_two_bills_is_reported() {
        assertThat(judged(received("325.58"), bill(BILL, "325.58"), bill(RECEIPT, "325.58"))
                        .offenders())
                .containsExactly("receipt %s has 2 bills".formatted(RECEIPT));
    }

    @Test
    void a_bill_of_goods_that_are_not_in_stock_is_reported() {
        assertThat(judged(bill(BILL, "325.58")).offenders())
                .containsExactly("receipt %s is not in stock and has a bill".formatted(RECEIPT));
    }

    @Test
    void a_bill_over_another_amount_is_reported() {
        assertThat(judged(received("325.58"), bill(BILL, "325.59")).offenders())
                .containsExactly("receipt %s is worth [325.58 EUR] and its bill [325.59 EUR]".formatted(RECEIPT));
    }

    private static Finding judged(Event... events) {
        var guarantee = new OneBillPerReceipt();
        for (Event event : events) {
            guarantee.see(event);
        }
        return guarantee.finding(Answers.NONE);
    }

    private static Event received(String gross) {
        return event("purchasing.order.received.v1", """
            {"receiptId": "%s", "gross": "%s", "currency": "EUR"}\
            """.formatted(RECEIPT, gross));
    }

    private static Event bill(String bill, String gross) {
        return event("finance.bill.drafted.v1", """
            {"billId": "%s", "receiptId": "%s", "gross": "%s", "currency": "EUR"}\
            """.formatted(bill, RECEIPT, gross));
    }

    private static Event event(String type, String data) {
        return new Event(
                "erp." + type,
                BILL,
                UUID.randomUUID(),
                type,
                1,
                null,
                History.LONG_AGO,
                JsonMapper.shared().readTree(data));
    }
}
