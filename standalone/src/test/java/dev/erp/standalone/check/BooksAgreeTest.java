package dev.erp.standalone.check;

import static dev.erp.standalone.check.History.ORDER;
import static dev.erp.standalone.check.History.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class BooksAgreeTest {

    private static Finding judged(Consumer<ObjectNode> order, Consumer<ObjectNode> invoice) {
        return new History()
                .add("sales.order.placed", order)
                .add("finance.invoice.drafted", invoice)
                .judgedBy(new BooksAgree());
    }

    private static void unchanged(ObjectNode data) {}

    @Test
    void an_order_and_its_invoice_that_add_up_hold() {
        Finding finding = judged(BooksAgreeTest::unchanged, BooksAgreeTest::unchanged);

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isEqualTo(2);
    }

    @Test
    void an_invoice_that_is_read_before_its_order_holds() {
        Finding finding = new History()
                .add("finance.invoice.drafted")
                .add("sales.order.placed")
                .judgedBy(new BooksAgree());

        assertThat(finding.offenders()).isEmpty();
    }

    @Test
    void trailing_zeros_make_no_difference() {
        assertThat(judged(BooksAgreeTest::unchanged, data -> data.put("gross", "60.690"))
                        .offenders())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"net, 52.72, 52.73, 35.62, 35.63", "tax, 7.97, 7.98, 6.77, 6.78", "gross, 60.69, 60.70, 42.39, 42.40"})
    void a_total_that_is_not_the_sum_of_its_lines_is_reported(
            String field, String total, String sum, String before, String after) {
        Finding finding = judged(data -> line(data, 0).put(field, after), BooksAgreeTest::unchanged);

        assertThat(before).isNotEqualTo(after);
        assertThat(finding.offenders())
                .containsExactly("SO-2026-000017: %s is %s, its lines make %s".formatted(field, total, sum));
    }

    @Test
    void net_and_tax_that_do_not_make_the_gross_are_reported() {
        // lines and total agree with each other, and both are wrong
        Consumer<ObjectNode> wrong = data -> {
            line(data, 0).put("tax", "6.78");
            data.put("tax", "7.98");
        };

        assertThat(judged(wrong, BooksAgreeTest::unchanged).offenders())
                .containsExactly("SO-2026-000017: 52.72 + 7.98 is not 60.69");
        assertThat(judged(BooksAgreeTest::unchanged, wrong).offenders())
                .containsExactly("invoice of SO-2026-000017: 52.72 + 7.98 is not 60.69");
    }

    @Test
    void an_invoice_over_another_total_than_its_order_is_reported() {
        Finding finding = judged(BooksAgreeTest::unchanged, BooksAgreeTest::oneCentMore);

        assertThat(finding.offenders())
                .containsExactly("SO-2026-000017: 60.69 in 2 lines, its invoice: 60.70 in 2 lines");
    }

    @Test
    void it_is_reported_as_well_when_the_invoice_is_read_first() {
        Finding finding = new History()
                .add("finance.invoice.drafted", BooksAgreeTest::oneCentMore)
                .add("sales.order.placed")
                .judgedBy(new BooksAgree());

        assertThat(finding.offenders())
                .containsExactly("SO-2026-000017: 60.69 in 2 lines, its invoice: 60.70 in 2 lines");
    }

    @Test
    void an_invoice_that_calls_tax_what_was_net_is_reported() {
        Finding finding = judged(BooksAgreeTest::unchanged, data -> {
            line(data, 0).put("net", "35.61").put("tax", "6.78");
            data.put("net", "52.71").put("tax", "7.98");
        });

        assertThat(finding.offenders()).singleElement().asString().startsWith("SO-2026-000017: 60.69");
    }

    @Test
    void an_invoice_with_a_line_more_is_reported_even_if_it_costs_nothing() {
        Finding finding = judged(BooksAgreeTest::unchanged, data -> ((ArrayNode) data.path("lines"))
                .addObject()
                .put("net", "0.00")
                .put("tax", "0.00")
                .put("gross", "0.00"));

        assertThat(finding.offenders())
                .containsExactly("SO-2026-000017: 60.69 in 2 lines, its invoice: 60.69 in 3 lines");
    }

    @Test
    void an_invoice_without_an_order_is_reported() {
        Finding finding = new History().add("finance.invoice.drafted").judgedBy(new BooksAgree());

        assertThat(finding.offenders()).containsExactly("invoice of SO-2026-000017 has no order " + ORDER);
    }

    @Test
    void the_invoice_of_a_reduced_order_may_be_over_what_remains_of_it() {
        Finding finding = new History()
                .add("sales.order.placed")
                .add("sales.order.reduced", data -> data.set("remaining", remaining()))
                .add("finance.invoice.drafted", BooksAgreeTest::oneCentMore)
                .judgedBy(new BooksAgree());

        assertThat(finding.offenders()).isEmpty();
    }

    /** An order of what {@link #oneCentMore} makes of an invoice. */
    private static ObjectNode remaining() {
        var seen = new ArrayList<Event>(new History()
                .add("sales.order.placed", BooksAgreeTest::oneCentMore)
                .events());
        return (ObjectNode) seen.getFirst().data();
    }

    private static void oneCentMore(ObjectNode data) {
        line(data, 0).put("net", "35.63").put("gross", "42.40");
        data.put("net", "52.73").put("gross", "60.70");
    }
}
