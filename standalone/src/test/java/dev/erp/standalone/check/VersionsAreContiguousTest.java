package dev.erp.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class VersionsAreContiguousTest {
    private static final String ORDERS = "erp.sales.order";

    private static Event event(String topic, String key, long sequence) {
        var data = JsonMapper.shared().createObjectNode();
        return new Event(
                topic, key, UUID.randomUUID(), "sales.order.placed.v1", sequence, null, History.LONG_AGO, data);
    }

    private static Finding judged(Event... events) {
        var history = new History();
        for (Event event : events) {
            history.add(event);
        }
        return history.judgedBy(new VersionsAreContiguous());
    }

    @Test
    void one_two_three_holds() {
        Finding finding = judged(event(ORDERS, "a", 1), event(ORDERS, "a", 2), event(ORDERS, "a", 3));

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isEqualTo(3);
    }

    @Test
    void aggregates_and_topics_count_for_themselves() {
        Finding finding = judged(
                event(ORDERS, "a", 1),
                event(ORDERS, "b", 1),
                event("erp.finance.invoice", "a", 1),
                event(ORDERS, "a", 2));

        assertThat(finding.offenders()).isEmpty();
    }

    @Test
    void a_hole_is_reported_once() {
        Finding finding = judged(event(ORDERS, "a", 1), event(ORDERS, "a", 3), event(ORDERS, "a", 4));

        assertThat(finding.offenders())
                .containsExactly("erp.sales.order a: 3 (sales.order.placed) where 2 was expected");
    }

    @Test
    void a_missing_beginning_is_reported() {
        assertThat(judged(event(ORDERS, "a", 2)).offenders())
                .containsExactly("erp.sales.order a: 2 (sales.order.placed) where 1 was expected");
    }

    @Test
    void an_event_that_overtakes_is_reported() {
        Finding finding = judged(event(ORDERS, "a", 1), event(ORDERS, "a", 3), event(ORDERS, "a", 2));

        assertThat(finding.offenders())
                .containsExactly(
                        "erp.sales.order a: 3 (sales.order.placed) where 2 was expected",
                        "erp.sales.order a: 2 (sales.order.placed) where 4 was expected");
    }

    @Test
    void two_events_with_one_version_are_reported() {
        assertThat(judged(event(ORDERS, "a", 1), event(ORDERS, "a", 1)).offenders())
                .containsExactly("erp.sales.order a: 1 (sales.order.placed) where 2 was expected");
    }
}
