package dev.erp.standalone.check;

import static dev.erp.standalone.check.History.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class CreditNotesFitTest {

    private static final String NOTE = "finance.credit-note.drafted";
    private static final String RETURN = "0193a8c0-7c1e-7099-8a4b-5e6f70819209";

    private static Finding judged(History history) {
        return history.judgedBy(new CreditNotesFit());
    }

    private static History another(History history, String gross, String returnId) {
        return history.add(
                NOTE, data -> data.put("creditNoteId", UUID.randomUUID().toString())
                        .put("returnId", returnId)
                        .put("gross", gross));
    }

    @Test
    void credit_notes_up_to_the_total_of_their_invoice_hold_and_so_does_one_that_is_told_again() {
        History history = new History().add("finance.invoice.drafted").add(NOTE).add(NOTE);
        Finding finding = judged(another(history, "46.56", UUID.randomUUID().toString()));

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isEqualTo(3);
    }

    @Test
    void more_than_the_invoice_is_over_is_reported() {
        History history = new History().add("finance.invoice.drafted").add(NOTE);
        Finding finding = judged(another(history, "46.57", UUID.randomUUID().toString()));

        assertThat(finding.offenders())
                .containsExactly("invoice %s is over 60.69, credited of it 60.70".formatted(INVOICE));
    }

    @Test
    void a_return_with_two_credit_notes_is_reported() {
        History history = new History().add("finance.invoice.drafted").add(NOTE);
        Finding finding = judged(another(history, "0.01", RETURN));

        assertThat(finding.offenders()).containsExactly("return %s has 2 credit notes".formatted(RETURN));
    }

    @Test
    void a_void_credit_note_does_not_count() {
        History history = new History().add("finance.invoice.drafted").add(NOTE).add("finance.credit-note.voided");
        Finding finding = judged(another(history, "60.69", UUID.randomUUID().toString()));

        assertThat(finding.offenders()).isEmpty();
    }
}
