package dev.erp.sales.order;

import static dev.erp.sales.order.Orders.perLine;
import static dev.erp.sales.order.Orders.quantities;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.money.Quantity;
import dev.erp.sales.order.Quantities.Entry;
import dev.erp.sales.order.SalesOrder.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The status of an order, over all combinations of quantities. */
class QuantitiesTest {

    /** Every line has ordered 2; what is none, part and all of it is 0, 1, 2. */
    private static final long ORDERED = 2;

    @ParameterizedTest
    @EnumSource(Status.class)
    void every_status_follows_from_quantities(Status status) {
        assertThat(Orders.in(status).status()).isEqualTo(status);
    }

    /** The same question answered line by line, by what people would say of an order; 3 ^ 12 and more combinations. */
    @Test
    void the_status_says_what_is_true_of_the_lines_in_every_combination() {
        Set<Status> seen = EnumSet.noneOf(Status.class);
        int[] count = {0};
        for (long[] reserved : pairs()) {
            for (long[] shipped : pairs()) {
                for (long[] invoiced : pairs()) {
                    for (long[] cancelled : pairs()) {
                        for (long[] credited : pairs()) {
                            for (boolean answered : new boolean[] {true, false}) {
                                if (!answered && reserved[0] + reserved[1] > 0) {
                                    continue;
                                }
                                Quantities quantities = quantities(
                                        new long[] {ORDERED, ORDERED},
                                        answered ? reserved : null,
                                        shipped,
                                        invoiced,
                                        null,
                                        credited,
                                        cancelled);
                                Status status = quantities.status();
                                assertThat(status)
                                        .as("%s", quantities)
                                        .isEqualTo(
                                                expected(answered, reserved, shipped, invoiced, credited, cancelled));
                                assertThat(quantities.and(Entry.REJECTED).status())
                                        .isEqualTo(Status.REJECTED);
                                seen.add(status);
                                count[0]++;
                            }
                        }
                    }
                }
            }
        }
        assertThat(count[0]).isGreaterThan(59_000);
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.complementOf(EnumSet.of(Status.QUOTATION, Status.REJECTED)));
    }

    private static List<long[]> pairs() {
        return LongStream.rangeClosed(0, ORDERED)
                .boxed()
                .flatMap(one -> LongStream.rangeClosed(0, ORDERED).mapToObj(two -> new long[] {one, two}))
                .toList();
    }

    private static Status expected(
            boolean answered, long[] reserved, long[] shipped, long[] invoiced, long[] credited, long[] cancelled) {
        boolean anyWanted = false;
        boolean anyShipped = false;
        boolean anyMissing = false;
        boolean anyUnshipped = false;
        boolean anyUninvoiced = false;
        boolean anyTooMuchInvoiced = false;
        for (int line = 0; line < 2; line++) {
            long wanted = ORDERED - cancelled[line];
            anyWanted |= wanted > 0;
            anyShipped |= shipped[line] > 0;
            anyMissing |= reserved[line] < wanted;
            anyUnshipped |= shipped[line] < wanted;
            anyUninvoiced |= invoiced[line] < wanted;
            anyTooMuchInvoiced |= invoiced[line] - credited[line] > wanted;
        }
        if (!anyWanted) {
            return Status.CANCELLED;
        }
        if (anyShipped && anyUnshipped) {
            return Status.PARTLY_SHIPPED;
        }
        if (anyShipped) {
            return anyUninvoiced || anyTooMuchInvoiced ? Status.SHIPPED : Status.COMPLETED;
        }
        if (!anyUninvoiced) {
            return Status.INVOICED;
        }
        if (!answered) {
            return Status.PENDING;
        }
        return anyMissing ? Status.WAITING : Status.CONFIRMED;
    }

    @Test
    void nothing_reserved_and_no_answer_yet_are_two_things() {
        assertThat(quantities(new long[] {2}, null, null, null, null, null, null)
                        .status())
                .isEqualTo(Status.PENDING);
        assertThat(quantities(new long[] {2}, new long[] {0}, null, null, null, null, null)
                        .status())
                .isEqualTo(Status.WAITING);
    }

    @Test
    void a_return_that_is_credited_leaves_an_order_completed() {
        long[] all = {2};
        long[] one = {1};
        assertThat(quantities(all, all, all, all, one, null, null).status()).isEqualTo(Status.COMPLETED);
        assertThat(quantities(all, all, all, all, one, one, null).status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void an_offer_that_is_cancelled_is_no_order() {
        assertThat(Quantities.OF_QUOTATION
                        .and(Entry.of(Quantities.Kind.CANCELLED, perLine(2)))
                        .status())
                .isEqualTo(Status.CANCELLED);
    }

    @Test
    void an_invoice_that_is_void_was_never_there() {
        Quantities invoiced = Orders.in(Status.INVOICED);
        Quantities without = invoiced.and(Entry.of(Quantities.Kind.INVOICED, perLine(-12)));
        assertThat(without).isEqualTo(Orders.in(Status.CONFIRMED));
    }

    @Test
    void lines_are_written_as_postgresql_reads_them() {
        assertThat(PerLine.NONE.literal()).isNull();
        assertThat(new PerLine(List.of(Quantity.of(3), new Quantity(new java.math.BigDecimal("0.125")), Quantity.ZERO))
                        .literal())
                .isEqualTo("{3,0.125,0}");
    }
}
