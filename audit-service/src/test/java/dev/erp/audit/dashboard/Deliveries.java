package dev.erp.audit.dashboard;

import io.kotest.property.Arb;
import io.kotest.property.EdgeConfig;
import io.kotest.property.RTree;
import io.kotest.property.RandomSource;
import io.kotest.property.Sample;
import io.kotest.property.arbitrary.CollectionsKt;
import io.kotest.property.arbitrary.IntsKt;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kotlin.ranges.IntRange;

/** Random numbers that say what happens and how it is delivered, and the fewest that break a rule. */
final class Deliveries {

    private static final int SHRINKINGS = 200;

    private Deliveries() {}

    /** @param check gives what is wrong, or nothing */
    static Optional<String> violation(
            int histories, int longest, long seed, Function<List<Integer>, Optional<String>> check) {
        Arb<List<Integer>> all = CollectionsKt.list(
                Arb.Companion, IntsKt.nonNegativeInt(Arb.Companion, 1_000_000), new IntRange(5, longest));
        Iterator<Sample<List<Integer>>> samples = all.generate(RandomSource.Companion.seeded(seed), new EdgeConfig(0.0))
                .iterator();
        for (int i = 0; i < histories; i++) {
            Sample<List<Integer>> sample = samples.next();
            Optional<String> wrong = check.apply(sample.getValue());
            if (wrong.isPresent()) {
                return Optional.of(smallest(sample, wrong.get(), check));
            }
        }
        return Optional.empty();
    }

    private static String smallest(
            Sample<List<Integer>> found, String wrong, Function<List<Integer>, Optional<String>> check) {
        List<Integer> smallest = found.getValue();
        String how = wrong;
        RTree<List<Integer>> tree = found.getShrinks();
        int left = SHRINKINGS;
        boolean smaller = true;
        while (smaller && left > 0) {
            smaller = false;
            for (RTree<List<Integer>> child : tree.getChildren().getValue()) {
                List<Integer> history = child.getValue().invoke();
                Optional<String> again = check.apply(history);
                if (again.isPresent()) {
                    smallest = history;
                    how = again.get();
                    tree = child;
                    smaller = true;
                    break;
                }
                if (left-- == 0) {
                    break;
                }
            }
        }
        return how + " after " + smallest;
    }
}
