package dev.erp.purchasing.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.money.Quantity;
import dev.erp.purchasing.order.PurchaseOrderStatus.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one function that says how far an order has come, over all combinations of small quantities. */
class PurchaseOrderStatusTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # phase   | ordered cancelled pending received reversing billed | status
            DRAFT     | 2 0 0 0 0 0                                         | DRAFT
            DRAFT     | 2 2 0 0 0 0                                         | CANCELLED
            SUBMITTED | 2 0 0 0 0 0                                         | SUBMITTED
            SUBMITTED | 2 2 0 0 0 0                                         | CANCELLED
            APPROVED  | 2 0 0 0 0 0                                         | APPROVED
            APPROVED  | 2 0 2 0 0 0                                         | APPROVED
            APPROVED  | 2 1 0 0 0 0                                         | APPROVED
            APPROVED  | 2 2 0 0 0 0                                         | CANCELLED
            APPROVED  | 2 0 0 1 0 0                                         | PARTLY_RECEIVED
            APPROVED  | 2 0 0 1 0 1                                         | PARTLY_RECEIVED
            APPROVED  | 2 0 1 1 0 1                                         | PARTLY_RECEIVED
            APPROVED  | 2 1 0 1 0 0                                         | RECEIVED
            APPROVED  | 2 0 0 2 0 1                                         | RECEIVED
            APPROVED  | 2 0 0 3 0 2                                         | RECEIVED
            APPROVED  | 2 0 1 2 0 2                                         | BILLED
            APPROVED  | 2 0 0 2 2 2                                         | BILLED
            APPROVED  | 2 0 0 2 0 2                                         | COMPLETED
            APPROVED  | 2 1 0 1 0 1                                         | COMPLETED
            APPROVED  | 2 0 0 2 0 3                                         | COMPLETED
            """)
    void a_line_says_how_far_its_order_is(Phase phase, String quantities, PurchaseOrderStatus status) {
        assertThat(PurchaseOrderStatus.of(phase, List.of(line(quantities)))).isEqualTo(status);
    }

    @Test
    void the_least_advanced_line_counts() {
        assertThat(PurchaseOrderStatus.of(Phase.APPROVED, List.of(line("2 0 0 2 0 2"), line("1 0 0 0 0 0"))))
                .isEqualTo(PurchaseOrderStatus.PARTLY_RECEIVED);
        assertThat(PurchaseOrderStatus.of(Phase.APPROVED, List.of(line("2 0 0 2 0 2"), line("1 1 0 0 0 0"))))
                .isEqualTo(PurchaseOrderStatus.COMPLETED);
        assertThat(PurchaseOrderStatus.of(Phase.APPROVED, List.of(line("2 2 0 0 0 0"), line("1 0 0 0 0 0"))))
                .isEqualTo(PurchaseOrderStatus.APPROVED);
    }

    /** Every status, for every phase and all sound quantities of two lines with up to two pieces, says what is true of them. */
    @Test
    void over_all_combinations_a_status_says_what_is_true_of_the_quantities() {
        List<Quantities> lines = soundLines();
        assertThat(lines).hasSizeGreaterThan(200);
        Set<PurchaseOrderStatus> seen = EnumSet.noneOf(PurchaseOrderStatus.class);
        for (Phase phase : Phase.values()) {
            for (Quantities one : lines) {
                for (Quantities other : lines) {
                    PurchaseOrderStatus status = PurchaseOrderStatus.of(phase, List.of(one, other));
                    seen.add(status);
                    check(phase, List.of(one, other), status);
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(PurchaseOrderStatus.values());
    }

    private static void check(Phase phase, List<Quantities> lines, PurchaseOrderStatus status) {
        boolean goods = lines.stream().anyMatch(l -> l.received().isPositive());
        boolean owed = lines.stream().anyMatch(l -> l.due().isPositive());
        boolean unbilled = lines.stream().anyMatch(l -> l.billed().compareTo(l.received()) < 0);
        boolean underWay = lines.stream()
                .anyMatch(l -> l.pending().isPositive() || l.reversing().isPositive());
        boolean holds =
                switch (status) {
                    case DRAFT -> phase == Phase.DRAFT;
                    case SUBMITTED -> phase == Phase.SUBMITTED;
                    case APPROVED -> phase == Phase.APPROVED && !goods;
                    case PARTLY_RECEIVED -> goods && owed;
                    case RECEIVED -> goods && !owed && unbilled;
                    case BILLED -> goods && !owed && !unbilled && underWay;
                    case COMPLETED -> goods && !owed && !unbilled && !underWay;
                    case CANCELLED -> !goods && !owed && !underWay;
                };
        assertThat(holds).as("%s of %s is %s", phase, lines, status).isTrue();
    }

    private static List<Quantities> soundLines() {
        List<Quantities> lines = new ArrayList<>();
        for (int code = 0; code < Math.pow(3, 5); code++) {
            int[] digits = new int[5];
            for (int i = 0, rest = code; i < 5; i++, rest /= 3) {
                digits[i] = rest % 3;
            }
            for (int ordered = 1; ordered <= 2; ordered++) {
                Quantities line = quantities(ordered, digits[0], digits[1], digits[2], digits[3], digits[4]);
                if (line.areSound()) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    private static Quantities line(String text) {
        String[] q = text.split(" ");
        return quantities(
                Integer.parseInt(q[0]),
                Integer.parseInt(q[1]),
                Integer.parseInt(q[2]),
                Integer.parseInt(q[3]),
                Integer.parseInt(q[4]),
                Integer.parseInt(q[5]));
    }

    private static Quantities quantities(
            int ordered, int cancelled, int pending, int received, int reversing, int billed) {
        return new Quantities(
                Quantity.of(ordered),
                Quantity.of(cancelled),
                Quantity.of(pending),
                Quantity.of(received),
                Quantity.ZERO,
                Quantity.of(reversing),
                Quantity.of(billed));
    }
}
