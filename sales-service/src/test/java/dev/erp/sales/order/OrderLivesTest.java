package dev.erp.sales.order;

import static org.assertj.core.api.Assertions.fail;

import io.kotest.property.Arb;
import io.kotest.property.EdgeConfig;
import io.kotest.property.RTree;
import io.kotest.property.RandomSource;
import io.kotest.property.Sample;
import io.kotest.property.arbitrary.CollectionsKt;
import io.kotest.property.arbitrary.IntsKt;
import java.util.Iterator;
import java.util.List;
import kotlin.ranges.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Whatever people, inventory and finance do to an order, and in whatever order it is heard of: after every step the books agree, and
 * when everybody has been heard the order is where it should be. A life that breaks a rule is made as short as can be.
 */
class OrderLivesTest {

    private static final int LIVES = 3_000;
    private static final int SHRINKINGS = 2_000;

    @Test
    void the_books_agree_after_every_step_of_every_life() {
        long seed = Long.getLong("lives.seed", System.nanoTime());
        Arb<List<Integer>> lives =
                CollectionsKt.list(Arb.Companion, IntsKt.nonNegativeInt(Arb.Companion, 0xFFFF), new IntRange(0, 60));
        Iterator<Sample<List<Integer>>> samples = lives.generate(
                        RandomSource.Companion.seeded(seed), new EdgeConfig(0.02))
                .iterator();
        for (int life = 0; life < LIVES; life++) {
            Sample<List<Integer>> sample = samples.next();
            AssertionError broken = broken(sample.getValue());
            if (broken != null) {
                fail("with the seed " + seed + ": " + smallest(sample, broken));
            }
        }
    }

    private static AssertionError broken(List<Integer> life) {
        try {
            new OrderLife().live(life);
            return null;
        } catch (AssertionError e) {
            return e;
        }
    }

    private static String smallest(Sample<List<Integer>> sample, AssertionError found) {
        AssertionError smallest = found;
        RTree<List<Integer>> tree = sample.getShrinks();
        int left = SHRINKINGS;
        boolean smaller = true;
        while (smaller && left > 0) {
            smaller = false;
            for (RTree<List<Integer>> child : tree.getChildren().getValue()) {
                left--;
                AssertionError again = broken(child.getValue().invoke());
                if (again != null) {
                    smallest = again;
                    tree = child;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest.getMessage();
    }
}
