package dev.erp.purchasing.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.money.Quantity;
import dev.erp.purchasing.order.Receipt.State;
import dev.erp.testing.Counterexample;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Whatever people do and in whatever order, however late and however often inventory and finance answer: quantities stay sound, the
 * status is that of the quantities, the ledger adds up; and when everybody has heard everything, the stock is what was received.
 */
class ReceiptHistoriesTest {

    private static final int HISTORIES = 3_000;
    private static final int LENGTH = 60;
    private static final int SHRINKINGS = 2_000;

    /** What receipts were in any history. */
    private final Set<State> seen = EnumSet.noneOf(State.class);

    @Test
    void in_any_history_goods_are_conserved_and_the_status_follows_from_the_quantities() {
        assertThat(Counterexample.find(
                        Counterexample.numbers(History.CHOICES * 1000, 1, LENGTH),
                        HISTORIES,
                        SHRINKINGS,
                        history -> Optional.ofNullable(violation(history))))
                .isEmpty();
        assertThat(seen)
                .as("the histories go everywhere")
                .containsAll(EnumSet.complementOf(EnumSet.of(State.REJECTED)));
    }

    /** Null if there is none. */
    private String violation(List<Integer> numbers) {
        var history = new History();
        for (int i = 0; i < numbers.size(); i++) {
            history.happens(numbers.get(i));
            history.order().receipts().forEach(receipt -> seen.add(receipt.state()));
            String broken = brokenNow(history);
            if (broken != null) {
                return "after " + (i + 1) + ": " + broken;
            }
        }
        history.comesToRest();
        String broken = brokenNow(history);
        return broken != null ? "at rest: " + broken : brokenAtRest(history);
    }

    private static String brokenNow(History history) {
        PurchaseOrder order = history.order();
        for (int i = 0; i < order.lines().size(); i++) {
            Quantities line = order.lines().get(i).quantities();
            if (!line.areSound()) {
                return "unsound: " + line;
            }
            if (!line.equals(ofLedger(history, i, line.ordered()))) {
                return "the ledger says " + ofLedger(history, i, line.ordered()) + ", the line " + line;
            }
            if (!line.equals(ofReceipts(order, i, line))) {
                return "the receipts say " + ofReceipts(order, i, line) + ", the line " + line;
            }
            BigDecimal most = line.ordered().value().multiply(new BigDecimal("1.05"));
            if (line.received().value().add(line.pending().value()).compareTo(most) > 0
                    // what was given up may be booked after all, when its place has been taken
                    && history.ledger().stream().noneMatch(step -> step.step().equals("receipt_resumed"))) {
                return "more than the tolerance: " + line;
            }
        }
        if (!history.ledger().isEmpty() && history.ledger().getLast().state() != order.status()) {
            return "the timeline ends in " + history.ledger().getLast() + ", the order is " + order.status();
        }
        for (int i = 1; i < history.versions().size(); i++) {
            if (history.versions().get(i) != history.versions().get(i - 1) + 1) {
                return "versions have a hole: " + history.versions();
            }
        }
        return null;
    }

    private static Quantities ofLedger(History history, int line, Quantity ordered) {
        Quantities sum = Quantities.ordered(ordered);
        for (Decision.Step step : history.ledger()) {
            if (step.entry() != null) {
                sum = sum.plus(step.entry(), step.quantities().get(line));
            }
        }
        return sum;
    }

    private static Quantities ofReceipts(PurchaseOrder order, int line, Quantities known) {
        Function<Predicate<Receipt>, Quantity> sum = which -> order.receipts().stream()
                .filter(which)
                .map(receipt -> receipt.accepted().get(line))
                .reduce(Quantity.ZERO, Quantity::plus);
        return new Quantities(
                known.ordered(),
                known.cancelled(),
                sum.apply(receipt -> receipt.state() == State.RECORDED),
                sum.apply(receipt -> receipt.state().isInStock() || receipt.state() == State.REVERSING),
                known.rejected(),
                sum.apply(receipt -> receipt.state() == State.REVERSING),
                sum.apply(Receipt::covered));
    }

    /** Everybody has heard everything. */
    private static String brokenAtRest(History history) {
        PurchaseOrder order = history.order();
        for (int i = 0; i < order.lines().size(); i++) {
            Quantities line = order.lines().get(i).quantities();
            if (!history.stock(i).equals(line.received())) {
                return "in stock are " + history.stock(i) + ", received " + line.received();
            }
        }
        if (order.receipts().stream().anyMatch(receipt -> receipt.waitsFor() != null && receipt.attention() == null)) {
            return "somebody waits though everybody has answered: " + order.receipts();
        }
        long inStock = order.receipts().stream()
                .filter(receipt -> receipt.state().isInStock())
                .count();
        return history.liveBills() == inStock
                ? null
                : history.liveBills() + " bills of " + inStock + " receipts in stock";
    }
}
