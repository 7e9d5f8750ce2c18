package dev.erp.audit.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.audit.dashboard.Document.Id;
import dev.erp.audit.dashboard.Measures.Key;
import dev.erp.audit.dashboard.Measures.Sum;
import dev.erp.testing.Counterexample;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The sums that are moved by differences, against a model that counts everything at the end. */
class FoldTest {

    private static final int HISTORIES = 400;
    private static final int LONGEST = 60;
    private static final int SHRINKINGS = 200;
    private static final Instant NOW = Instant.parse("2026-11-22T14:05:06Z");

    private final Fold fold = new Fold(Kind.all("EUR"));

    @Test
    void sums_equal_a_naive_model_under_repeated_and_reordered_events() {
        assertThat(Counterexample.find(
                        Counterexample.numbers(1_000_000, 5, LONGEST), HISTORIES, SHRINKINGS, this::difference))
                .isEmpty();
    }

    /** Builds a history, delivers it repeated, interleaved and in sets of any size, and compares. */
    private Optional<String> difference(List<Integer> numbers) {
        Random random = new Random(numbers.hashCode());
        Business business = new Business();
        numbers.forEach(business::next);
        Map<Id, String> documents = new HashMap<>();
        Map<Key, Sum> sums = new HashMap<>();
        List<Heard> delivered = delivered(business.events(), random);
        for (int at = 0; at < delivered.size(); ) {
            int end = Math.min(delivered.size(), at + 1 + random.nextInt(9));
            Fold.Result result = fold.apply(delivered.subList(at, end), documents);
            result.documents().forEach((id, document) -> documents.put(id, document.json()));
            result.changes().forEach((key, sum) -> sums.merge(key, sum, Sum::plus));
            at = end;
        }
        sums.values().removeIf(Sum::isZero);
        Map<String, BigDecimal> found = new HashMap<>();
        sums.forEach((key, sum) -> {
            if (key.day().equals(Measures.ALL_DAYS)) {
                if (sum.documents() != 0) {
                    found.put(key.measure() + " " + key.key() + " documents", BigDecimal.valueOf(sum.documents()));
                }
                if (sum.amount().signum() != 0) {
                    found.put(
                            key.measure() + " " + key.key() + " amount",
                            sum.amount().stripTrailingZeros());
                }
            }
        });
        Map<String, BigDecimal> expected = business.counted();
        return found.equals(expected) ? Optional.empty() : Optional.of("expected " + expected + ", found " + found);
    }

    /** Those of one topic and document in their order, one to three times; all others anyhow. */
    private static List<Heard> delivered(Map<String, List<Heard>> events, Random random) {
        List<List<Heard>> queues = new ArrayList<>();
        events.values().forEach(queue -> queues.add(new ArrayList<>(queue)));
        List<Heard> delivered = new ArrayList<>();
        while (!queues.isEmpty()) {
            List<Heard> queue = queues.get(random.nextInt(queues.size()));
            delivered.add(queue.getFirst());
            if (random.nextInt(4) == 0) {
                // again, and something old too
                delivered.add(delivered.get(random.nextInt(delivered.size())));
            } else {
                queue.removeFirst();
            }
            queues.removeIf(List::isEmpty);
        }
        return delivered;
    }

    @Test
    void an_event_that_says_what_cannot_be_is_left_out_and_nothing_else() {
        UUID order = UUID.randomUUID();
        List<Heard> events = List.of(
                Heard.of("erp.sales.order", "sales.order.placed.v1", order, 1, NOW, Business.document(order, "10.00")),
                Heard.of("erp.sales.order", "sales.order.confirmed.v1", order, 2, NOW, "{\"gross\":\"a lot\"}"),
                Heard.of("erp.sales.order", "sales.order.rejected.v1", order, 3, NOW, "{}"));
        Fold.Result result = fold.apply(events, Map.of());
        assertThat(result.skipped()).isEqualTo(1);
        assertThat(result.changes()
                        .get(new Key("orders", "EUR", Measures.ALL_DAYS, "rejected"))
                        .documents())
                .isEqualTo(1);
    }
}
