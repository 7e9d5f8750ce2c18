package dev.erp.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceNumbersHaveNoGapsTest {

    private static Finding judged(String... numbers) {
        var history = new History();
        for (String number : numbers) {
            history.add(
                    "finance.invoice.sent",
                    data -> data.put("invoiceId", UUID.randomUUID().toString()).put("number", number));
        }
        return history.judgedBy(new InvoiceNumbersHaveNoGaps());
    }

    @Test
    void numbers_from_one_on_hold_in_whatever_order_they_are_read() {
        Finding finding = judged("INV-2026-000002", "INV-2026-000003", "INV-2026-000001");

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isEqualTo(3);
    }

    @Test
    void every_year_begins_with_one() {
        assertThat(judged("INV-2026-000001", "INV-2026-000002", "INV-2027-000001")
                        .offenders())
                .isEmpty();
        assertThat(judged("INV-2026-000001", "INV-2027-000002").offenders())
                .containsExactly("INV-2027-000001 is missing");
    }

    @Test
    void a_missing_number_is_reported() {
        assertThat(judged("INV-2026-000001", "INV-2026-000003").offenders())
                .containsExactly("INV-2026-000002 is missing");
    }

    @Test
    void every_gap_is_reported_with_its_ends() {
        assertThat(judged("INV-2026-000003", "INV-2026-000004", "INV-2026-000006", "INV-2026-000010")
                        .offenders())
                .containsExactly(
                        "INV-2026-000001 to 000002 are missing",
                        "INV-2026-000005 is missing",
                        "INV-2026-000007 to 000009 are missing");
    }

    @Test
    void one_absurd_number_is_one_gap() {
        Finding finding = judged("INV-2026-000001", "INV-2026-99999999");

        assertThat(finding.violations()).isEqualTo(1);
        assertThat(finding.offenders()).containsExactly("INV-2026-000002 to 99999998 are missing");
    }

    @Test
    void a_number_that_is_given_twice_is_reported() {
        assertThat(judged("INV-2026-000001", "INV-2026-000001").offenders())
                .containsExactly("INV-2026-000001 is given twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "4", "INV-2026", "INV-2026-", "INV-2026-00000x", "INV-2026-000000", "INV-2026-1234567890"})
    void what_is_no_number_of_an_invoice_is_reported(String number) {
        assertThat(judged(number).offenders())
                .singleElement()
                .asString()
                .startsWith("\"%s\" of ".formatted(number))
                .endsWith("is no invoice number");
    }

    @Test
    void drafts_have_no_number_and_leave_no_gap() {
        Finding finding = new History().add("finance.invoice.drafted").judgedBy(new InvoiceNumbersHaveNoGaps());

        assertThat(finding.holds()).isTrue();
        assertThat(finding.checked()).isZero();
    }
}
