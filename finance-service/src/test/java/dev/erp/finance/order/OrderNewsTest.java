package dev.erp.finance.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.event.InvalidEventException;
import dev.erp.finance.Orders;
import dev.erp.testing.Contracts;
import dev.erp.testing.TestEvent;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What finance reads of what sales tells. */
class OrderNewsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

    private final UUID orderId = UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(strings = {OrderNews.CONFIRMED, OrderNews.REDUCED, OrderNews.RETURNED, OrderNews.CANCELLED})
    void every_example_is_read(String type) {
        for (String example : Contracts.examples(type)) {
            UUID order = UUID.fromString(JSON.readTree(example).get("orderId").asString());
            assertThat(read(TestEvent.of(type, order, 3, example)).orderId()).isEqualTo(order);
        }
    }

    @Test
    void unknown_fields_are_ignored() {
        assertThat(read(Orders.reduced(orderId, order -> order.put("channel", "web"))))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            orderId                     | null
            reason                      | null
            reason                      | "a\\u0000b"
            currency                    | null
            currency                    | "XXX"
            remaining                   | null
            remaining/lines             | []
            remaining/lines             | [null]
            remaining/net               | "40.86"
            remaining/tax               | "5.72"
            remaining/gross             | "46.57"
            remaining/lines/0/line      | 2
            remaining/lines/0/quantity  | 0
            remaining/lines/0/net       | "23.751"
            """)
    void a_reduction_that_makes_no_sense_is_refused(String path, String value) {
        refused(Orders.reduced(orderId, order -> set(order, path, value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            orderId           | "0193a8c0-7c1e-7099-8a4b-5e6f70819200"
            returnId          | null
            returnNumber      | ""
            currency          | "EURO"
            reason            | null
            lines             | []
            lines             | [null]
            net               | "11.88"
            gross             | "14.14"
            lines/0/line      | null
            lines/0/productId | null
            lines/0/quantity  | -1
            lines/0/net       | "-11.87"
            lines/0/net       | "11.871"
            lines/0/gross     | "14.12"
            """)
    void a_return_that_makes_no_sense_is_refused(String path, String value) {
        refused(Orders.returned(orderId, UUID.randomUUID(), order -> set(order, path, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "7", "{\"orderId\":"})
    void rubbish_is_refused(String body) {
        refused(TestEvent.of(OrderNews.REDUCED, orderId, 3, body));
        refused(TestEvent.of(OrderNews.RETURNED, orderId, 4, body));
    }

    private static void set(ObjectNode order, String path, String value) {
        int slash = path.lastIndexOf('/');
        var parent = slash < 0 ? order : (ObjectNode) order.at("/" + path.substring(0, slash));
        parent.set(path.substring(slash + 1), JSON.readTree(value));
    }

    private static void refused(TestEvent event) {
        assertThatThrownBy(() -> read(event)).isInstanceOf(InvalidEventException.class);
    }

    private static OrderNews read(TestEvent event) {
        return OrderNews.of(Orders.incoming(event), NOW);
    }
}
