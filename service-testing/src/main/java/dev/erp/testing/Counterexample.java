package dev.erp.testing;

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

/**
 * A random input that breaks a rule, made as small as could be. kotest-property generates and shrinks; its own runner is Kotlin's.
 *
 * @param how it breaks the rule
 * @param seed with which {@code -Derp.property.seed} finds it again
 */
public record Counterexample<T>(T input, String how, long seed) {

    private static final double EDGE_CASES = 0.1;

    /** A new one for each run, or the one that is asked for. */
    public static long newSeed() {
        return Long.getLong("erp.property.seed", System.nanoTime());
    }

    /** Histories as numbers from 0 to {@code greatest}: what a number does is for the test to say. */
    public static Arb<List<Integer>> numbers(int greatest, int shortest, int longest) {
        return CollectionsKt.list(
                Arb.Companion, IntsKt.nonNegativeInt(Arb.Companion, greatest), new IntRange(shortest, longest));
    }

    /**
     * The first one among so many random inputs, or nothing.
     *
     * @param shrinkings how many smaller inputs are tried at most
     * @param check gives what is wrong, or nothing
     */
    public static <T> Optional<Counterexample<T>> find(
            Arb<T> inputs, int tries, int shrinkings, Function<T, Optional<String>> check) {
        long seed = newSeed();
        Iterator<Sample<T>> samples = samples(inputs, seed);
        for (int i = 0; i < tries; i++) {
            Sample<T> sample = samples.next();
            Optional<String> wrong = check.apply(sample.getValue());
            if (wrong.isPresent()) {
                return Optional.of(smallest(sample, wrong.get(), seed, shrinkings, check));
            }
        }
        return Optional.empty();
    }

    /** Endless. */
    public static <T> Iterator<Sample<T>> samples(Arb<T> inputs, long seed) {
        return inputs.generate(RandomSource.Companion.seeded(seed), new EdgeConfig(EDGE_CASES))
                .iterator();
    }

    /** From an input that is known to be wrong to smaller ones that are wrong too. */
    public static <T> Counterexample<T> smallest(
            Sample<T> found, String how, long seed, int shrinkings, Function<T, Optional<String>> check) {
        var smallest = new Counterexample<>(found.getValue(), how, seed);
        RTree<T> tree = found.getShrinks();
        int left = shrinkings;
        for (Iterator<RTree<T>> smaller = children(tree); smaller.hasNext() && left > 0; left--) {
            RTree<T> child = smaller.next();
            T input = child.getValue().invoke();
            Optional<String> wrong = check.apply(input);
            if (wrong.isPresent()) {
                smallest = new Counterexample<>(input, wrong.get(), seed);
                smaller = children(child);
            }
        }
        return smallest;
    }

    private static <T> Iterator<RTree<T>> children(RTree<T> tree) {
        return tree.getChildren().getValue().iterator();
    }
}
