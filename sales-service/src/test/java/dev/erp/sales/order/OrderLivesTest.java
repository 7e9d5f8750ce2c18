package dev.erp.sales.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Counterexample;
import java.util.List;
import java.util.Optional;
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
        assertThat(Counterexample.find(
                        Counterexample.numbers(0xFFFF, 0, 60), LIVES, SHRINKINGS, OrderLivesTest::broken))
                .isEmpty();
    }

    private static Optional<String> broken(List<Integer> life) {
        try {
            new OrderLife().live(life);
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e.getMessage());
        }
    }
}
