package dev.erp.inventory.ledger;

import io.kotest.property.Arb;
import io.kotest.property.EdgeConfig;
import io.kotest.property.RTree;
import io.kotest.property.RandomSource;
import io.kotest.property.Sample;
import io.kotest.property.arbitrary.CollectionsKt;
import io.kotest.property.arbitrary.IntsKt;
import io.kotest.property.arbitrary.MapKt;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kotlin.ranges.IntRange;

/** Random histories of a stock, and the smallest one that breaks a rule. */
final class Histories {

    private static final int SHRINKINGS = 100;

    /** What happens next; which order, product or quantity it is about, the numbers say, whatever there is by then. */
    record Step(Kind kind, int which, int product, int quantity, boolean flag) {}

    enum Kind {
        PLACE,
        PLACE_AND_WAIT,
        PLACE_AND_WAIT_ELSEWHERE,
        CANCEL,
        REDUCE,
        SHIP,
        SHIP_AGAIN,
        RETURN,
        RETURN_AGAIN,
        RECEIVE,
        RECEIVE_AGAIN,
        REVERSE,
        TRANSFER,
        COUNT,
        ADJUST,
        GIVE_WAY,
        TIME_OUT
    }

    private Histories() {}

    private static Step step(int number) {
        int rest = number;
        Kind kind = Kind.values()[rest % Kind.values().length];
        rest /= Kind.values().length;
        int which = rest % 7;
        rest /= 7;
        int product = rest % 3;
        rest /= 3;
        return new Step(kind, which, product, 1 + rest / 2 % 9, rest % 2 == 0);
    }

    /** @param check gives what is wrong after a history, or nothing */
    static Optional<String> violation(
            int histories, int longest, long seed, Function<List<Step>, Optional<String>> check) {
        Arb<Step> steps =
                MapKt.map(IntsKt.nonNegativeInt(Arb.Companion, Kind.values().length * 7 * 3 * 18 - 1), Histories::step);
        Arb<List<Step>> all = CollectionsKt.list(Arb.Companion, steps, new IntRange(5, longest));
        Iterator<Sample<List<Step>>> samples = all.generate(RandomSource.Companion.seeded(seed), new EdgeConfig(0.0))
                .iterator();
        for (int i = 0; i < histories; i++) {
            Sample<List<Step>> sample = samples.next();
            Optional<String> wrong = check.apply(sample.getValue());
            if (wrong.isPresent()) {
                return Optional.of(smallest(sample, wrong.get(), check));
            }
        }
        return Optional.empty();
    }

    private static String smallest(
            Sample<List<Step>> found, String wrong, Function<List<Step>, Optional<String>> check) {
        List<Step> smallest = found.getValue();
        String how = wrong;
        RTree<List<Step>> tree = found.getShrinks();
        int left = SHRINKINGS;
        boolean smaller = true;
        while (smaller && left > 0) {
            smaller = false;
            for (RTree<List<Step>> child : tree.getChildren().getValue()) {
                List<Step> history = child.getValue().invoke();
                Optional<String> again = check.apply(history);
                if (again.isPresent()) {
                    smallest = history;
                    how = again.get();
                    tree = child;
                    smaller = true;
                    break;
                }
                if (--left == 0) {
                    break;
                }
            }
        }
        return how + " after " + smallest;
    }
}
