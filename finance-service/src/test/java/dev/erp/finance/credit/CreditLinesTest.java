package dev.erp.finance.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.money.Quantity;
import dev.erp.finance.credit.CreditLines.Claim;
import dev.erp.finance.invoice.InvoiceLine;
import io.kotest.property.Arb;
import io.kotest.property.EdgeConfig;
import io.kotest.property.RandomSource;
import io.kotest.property.arbitrary.CollectionsKt;
import io.kotest.property.arbitrary.IntsKt;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import kotlin.sequences.SequencesKt;
import org.junit.jupiter.api.Test;

class CreditLinesTest {

    private static final long SEED = 20261124;
    private static final int CASES = 2_000;
    private static final BigDecimal RATE = new BigDecimal("19.00");

    private final InvoiceLine three = line(1, "3", "35.62", "6.77");
    private final InvoiceLine one = line(2, "1", "17.10", "1.20");

    @Test
    void a_share_that_came_back_is_credited_as_it_was_claimed() {
        List<InvoiceLine> credit =
                CreditLines.returned(List.of(three, one), List.of(), List.of(claim(1, "1", "11.87", "2.26")));
        assertThat(credit).containsExactly(line(1, "1", "11.87", "2.26"));
    }

    @Test
    void parts_of_one_line_are_credited_together() {
        List<InvoiceLine> credit = CreditLines.returned(
                List.of(three), List.of(), List.of(claim(1, "1", "11.87", "2.26"), claim(1, "1", "11.87", "2.25")));
        assertThat(credit).containsExactly(line(1, "2", "23.74", "4.51"));
    }

    @Test
    void the_last_pieces_of_a_line_take_all_that_is_left_of_it() {
        List<InvoiceLine> credit = CreditLines.returned(
                List.of(three), List.of(line(1, "2", "23.74", "4.51")), List.of(claim(1, "1", "11.87", "2.26")));
        assertThat(credit).containsExactly(line(1, "1", "11.88", "2.26"));
    }

    @Test
    void more_pieces_or_more_money_than_is_left_is_refused_by_line() {
        List<InvoiceLine> credited = List.of(line(1, "2", "23.74", "4.51"));
        refused(
                () -> CreditLines.returned(List.of(three), credited, List.of(claim(1, "2", "11.87", "2.26"))),
                "line 1");
        refused(
                () -> CreditLines.returned(List.of(three), credited, List.of(claim(1, "1", "12.00", "2.26"))),
                "line 1");
        refused(
                () -> CreditLines.returned(List.of(three), List.of(), List.of(claim(7, "1", "1.00", "0.19"))),
                "line 7");
        refused(
                () -> CreditLines.reduced(List.of(three), List.of(), List.of(), List.of(line(1, "4", "47.50", "9.03"))),
                "line 1");
        refused(() -> CreditLines.reduced(List.of(three), List.of(), List.of(), List.of(three, one)), "line 2");
    }

    @Test
    void a_reduction_is_the_difference_and_what_was_credited_before_is_not_credited_again() {
        List<InvoiceLine> invoiced = List.of(three, one);
        List<InvoiceLine> first =
                CreditLines.reduced(invoiced, List.of(), List.of(), List.of(line(1, "2", "23.75", "4.51"), one));
        assertThat(first).containsExactly(line(1, "1", "11.87", "2.26"));
        assertThat(CreditLines.reduced(invoiced, first, first, List.of(line(1, "2", "23.75", "4.51"), one)))
                .isEmpty();
        assertThat(CreditLines.reduced(invoiced, first, first, List.of(one)))
                .containsExactly(line(1, "2", "23.75", "4.51"));
    }

    @Test
    void a_minor_unit_that_a_discount_moves_between_lines_is_taken_from_the_line_that_was_reduced() {
        InvoiceLine oneMore = line(2, "1", "17.11", "1.20");
        List<InvoiceLine> credit = CreditLines.reduced(
                List.of(three, one), List.of(), List.of(), List.of(line(1, "2", "23.75", "4.51"), oneMore));
        assertThat(credit).containsExactly(line(1, "1", "11.86", "2.26"));
    }

    /** Pieces come back, or are cancelled, in any order until nothing is left; shares are rounded half up by whoever sends them. */
    @Test
    void whatever_comes_back_in_whatever_parts_credited_is_never_above_invoiced_and_in_the_end_all_of_it() {
        forAll(5, 60, numbers -> {
            List<InvoiceLine> invoiced = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int pieces = 1 + numbers.get(i) % 7;
                BigDecimal net = BigDecimal.valueOf(numbers.get(i) * 37L % 100_000, 2);
                invoiced.add(line(i + 1, Integer.toString(pieces), net.toPlainString(), tax(net).toPlainString()));
            }
            List<InvoiceLine> credited = new ArrayList<>();
            for (int number : numbers.subList(3, numbers.size())) {
                InvoiceLine line = invoiced.get(number % 3);
                int left = line.quantity().value().intValue() - pieces(credited, line.line());
                if (left == 0) {
                    continue;
                }
                int back = 1 + number / 3 % left;
                credited.addAll(CreditLines.returned(invoiced, credited, List.of(share(line, back))));
                requireWithin(invoiced, credited);
            }
            credited.addAll(CreditLines.rest(invoiced, credited));
            requireWithin(invoiced, credited);
            assertThat(sum(credited, InvoiceLine::gross)).isEqualByComparingTo(sum(invoiced, InvoiceLine::gross));
            assertThat(CreditLines.rest(invoiced, credited)).isEmpty();
        });
    }

    @Test
    void however_an_order_shrinks_the_reductions_add_up_to_what_is_gone() {
        forAll(4, 12, numbers -> {
            List<InvoiceLine> invoiced = priced(List.of(9, 9, 9), numbers);
            List<InvoiceLine> credited = new ArrayList<>();
            List<Integer> remaining = new ArrayList<>(List.of(9, 9, 9));
            for (int number : numbers.subList(3, numbers.size())) {
                int line = number % 3;
                remaining.set(line, remaining.get(line) - Math.min(remaining.get(line), number / 3 % 4));
                if (remaining.stream().allMatch(pieces -> pieces == 0)) {
                    break;
                }
                List<InvoiceLine> rest = priced(remaining, numbers);
                credited.addAll(CreditLines.reduced(invoiced, credited, credited, rest));
                requireWithin(invoiced, credited);
                assertThat(sum(invoiced, InvoiceLine::gross).subtract(sum(credited, InvoiceLine::gross)))
                        .isEqualByComparingTo(sum(rest, InvoiceLine::gross));
            }
        });
    }

    private static void requireWithin(List<InvoiceLine> invoiced, List<InvoiceLine> credited) {
        for (InvoiceLine line : invoiced) {
            List<InvoiceLine> parts =
                    credited.stream().filter(c -> c.line().equals(line.line())).toList();
            assertThat(sum(parts, c -> c.quantity().value()))
                    .isLessThanOrEqualTo(line.quantity().value());
            assertThat(sum(parts, InvoiceLine::net)).isLessThanOrEqualTo(line.net());
            assertThat(sum(parts, InvoiceLine::tax)).isLessThanOrEqualTo(line.tax());
        }
    }

    /** Runs the check on lists of so many numbers each. */
    private static void forAll(int fewest, int most, java.util.function.Consumer<List<Integer>> check) {
        Arb<List<Integer>> lists = CollectionsKt.list(
                Arb.Companion, IntsKt.positiveInt(Arb.Companion, 1_000_000), new kotlin.ranges.IntRange(fewest, most));
        SequencesKt.take(lists.generate(RandomSource.Companion.seeded(SEED), new EdgeConfig(0.1)), CASES)
                .iterator()
                .forEachRemaining(sample -> check.accept(sample.getValue()));
    }

    /** Each line rounded by itself. */
    private static List<InvoiceLine> priced(List<Integer> pieces, List<Integer> prices) {
        List<InvoiceLine> lines = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i) > 0) {
                BigDecimal net = BigDecimal.valueOf(prices.get(i) % 10_000L, 2)
                        .multiply(BigDecimal.valueOf(pieces.get(i)))
                        .multiply(new BigDecimal("0.95"))
                        .setScale(2, RoundingMode.HALF_UP);
                lines.add(line(i + 1, pieces.get(i).toString(), net.toPlainString(), tax(net).toPlainString()));
            }
        }
        return lines;
    }

    private static Claim share(InvoiceLine line, int pieces) {
        BigDecimal part = BigDecimal.valueOf(pieces);
        return new Claim(line.line(), part, share(line.net(), part, line), share(line.tax(), part, line));
    }

    private static BigDecimal share(BigDecimal amount, BigDecimal part, InvoiceLine of) {
        return amount.multiply(part).divide(of.quantity().value(), 2, RoundingMode.DOWN);
    }

    private static int pieces(List<InvoiceLine> lines, int number) {
        return lines.stream()
                .filter(line -> line.line() == number)
                .mapToInt(line -> line.quantity().value().intValue())
                .sum();
    }

    private static BigDecimal sum(List<InvoiceLine> lines, Function<InvoiceLine, BigDecimal> amount) {
        return lines.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal tax(BigDecimal net) {
        return net.multiply(RATE).movePointLeft(2).setScale(2, RoundingMode.HALF_UP);
    }

    private static void refused(Runnable credit, String line) {
        assertThatThrownBy(credit::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line);
    }

    private static Claim claim(int line, String quantity, String net, String tax) {
        return new Claim(line, new BigDecimal(quantity), new BigDecimal(net), new BigDecimal(tax));
    }

    private static InvoiceLine line(int number, String quantity, String net, String tax) {
        return new InvoiceLine(
                number,
                new UUID(0, number),
                "SKU-" + number,
                "Product " + number,
                new Quantity(new BigDecimal(quantity)),
                new BigDecimal("12.50"),
                new BigDecimal("0.00"),
                new BigDecimal(net),
                RATE,
                new BigDecimal(tax),
                new BigDecimal(net).add(new BigDecimal(tax)));
    }
}
