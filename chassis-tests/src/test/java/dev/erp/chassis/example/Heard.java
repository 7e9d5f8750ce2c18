package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.Database;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What the subscription "tally" has heard, and events for it to hear. */
final class Heard {

    static final String CHANGED = "example.counter.changed.v1";

    private Heard() {}

    static TestEvent changed(UUID counter, long sequence) {
        return TestEvent.of(
                CHANGED, counter, sequence, Map.of("counterId", counter, "name", "heard", "value", sequence));
    }

    static void publish(UUID counter, long sequence) {
        Topics.publish(changed(counter, sequence));
    }

    /** Waits until the events 1 to n of a counter have been handled: each once, in their order. */
    static void awaitOnceInOrder(Database database, UUID counter, long n) {
        String expected = LongStream.rangeClosed(1, n).mapToObj(Long::toString).collect(Collectors.joining(","));
        await("events 1 to " + n + " of " + counter)
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(sequences(database, counter)).isEqualTo(expected));
    }

    /** The versions as they were handled, {@code 1,2,3}; empty when none was. */
    static String sequences(Database database, UUID counter) {
        return database
                .rows("SELECT array_to_string(sequences, ',') AS heard FROM tally WHERE id = ?", counter)
                .stream()
                .map(row -> (String) row.get("heard"))
                .findFirst()
                .orElse("");
    }
}
