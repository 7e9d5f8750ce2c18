package dev.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each wall falls where it is broken, and no other does. */
class WallsTest {

    @Test
    void a_tidy_house_stands() {
        new Walls("dev.erp.tidy").pure("dev.erp.tidy.order.TidyOrder").stand();
    }

    @Test
    void each_broken_wall_is_named() {
        List<String> violations = new Walls("dev.erp.broken")
                .pure("dev.erp.broken.order.OrderManager")
                .violations();

        assertThat(violations).hasSize(10);
        assertThat(violations)
                .anyMatch(v -> v.contains("named after aggregates") && v.contains("OrderEndpoints"))
                .anyMatch(v -> v.contains("Cycle detected"))
                .anyMatch(v -> v.contains("never another service") && v.contains("TidyOrder"))
                .anyMatch(v -> v.contains("without a framework") && v.contains("reactor.core.publisher.Mono"))
                .anyMatch(v -> v.contains("what a thing is to the business") && v.contains("OrderManager"))
                .anyMatch(v -> v.contains("in its constructor") && v.contains("OrderManager.stock"))
                .anyMatch(v -> v.contains("a hole or a mistake") && v.contains("OrderEndpoints.get()"))
                .anyMatch(v -> v.contains("may be torn") && v.contains("TransactionalOperator"))
                .anyMatch(v -> v.contains("not for threads") && v.contains("Thread.sleep"))
                .anyMatch(v -> v.contains("into the log") && v.contains("System.out"));
    }

    @Test
    void a_renamed_pure_class_is_noticed() {
        Walls walls = new Walls("dev.erp.tidy");

        assertThatThrownBy(() -> walls.pure("dev.erp.tidy.order.Gone")).hasMessageContaining("Gone");
    }
}
