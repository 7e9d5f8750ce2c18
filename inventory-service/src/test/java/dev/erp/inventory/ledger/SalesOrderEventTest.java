package dev.erp.inventory.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.event.InvalidEventException;
import dev.erp.inventory.reservation.Orders;
import dev.erp.testing.Contracts;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SalesOrderEventTest {

    private static final UUID ORDER = UUID.fromString("0193a8c0-7c1e-7055-8a4b-5e6f70819205");
    private static final String LINE = """
            {"productId":"0193a8c0-7c1e-7022-8a4b-5e6f70819202","quantity":%s}""";

    static Stream<String> placedExamples() {
        return Contracts.examples(SalesOrderEvent.PLACED).stream();
    }

    static Stream<String> cancelledExamples() {
        return Contracts.examples(SalesOrderEvent.CANCELLED).stream();
    }

    @ParameterizedTest
    @MethodSource("placedExamples")
    void every_example_of_a_placed_order_is_understood(String example) {
        JsonNode json = JsonMapper.shared().readTree(example);
        UUID orderId = UUID.fromString(json.get("orderId").asString());
        var order =
                (SalesOrderEvent.Placed) SalesOrderEvent.of(Orders.incoming(SalesOrderEvent.PLACED, orderId, example));
        assertThat(order.orderId()).isEqualTo(orderId);
        assertThat(order.number()).isEqualTo(json.get("number").asString());
        assertThat(order.lines()).hasSize(json.get("lines").size());
        assertThat(order.lines().getFirst().quantity().value())
                .isEqualByComparingTo(json.get("lines").get(0).get("quantity").decimalValue());
    }

    @ParameterizedTest
    @MethodSource("cancelledExamples")
    void every_example_of_a_cancelled_order_is_understood(String example) {
        UUID orderId = UUID.fromString(
                JsonMapper.shared().readTree(example).get("orderId").asString());
        assertThat(SalesOrderEvent.of(Orders.incoming(SalesOrderEvent.CANCELLED, orderId, example)))
                .isEqualTo(new SalesOrderEvent.Cancelled(orderId));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SalesOrderEvent.REQUESTED,
                SalesOrderEvent.REDUCED,
                SalesOrderEvent.SHIPMENT_REQUESTED,
                SalesOrderEvent.RETURNED
            })
    void every_example_of_what_becomes_of_an_order_is_understood(String type) {
        for (String example : Contracts.examples(type)) {
            UUID orderId = UUID.fromString(
                    JsonMapper.shared().readTree(example).get("orderId").asString());
            assertThat(SalesOrderEvent.of(Orders.incoming(type, orderId, example))
                            .orderId())
                    .isEqualTo(orderId);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1000001",
                "0.0001",
                "1e3",
                "1e9999999",
                "\"1\"",
                "null",
                "true",
                "99999999999",
                "{}",
                "[]"
            })
    void a_nonsensical_quantity_is_refused(String quantity) {
        refuse(placed("\"SO-2026-000001\"", LINE.formatted(quantity)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "\"\"", "\"SO\\u0000\"", "\"SO 1\"", "\"0123456789012345678901234567890123456789x\""})
    void a_nonsensical_number_is_refused(String number) {
        refuse(placed(number, LINE.formatted(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{}",
                "{\"orderId\":\"0193a8c0-7c1e-7055-8a4b-5e6f70819205\",\"number\":\"SO-1\"}",
                "{\"orderId\":\"0193a8c0-7c1e-7055-8a4b-5e6f70819205\",\"number\":\"SO-1\",\"lines\":[]}",
                "{\"orderId\":\"0193a8c0-7c1e-7055-8a4b-5e6f70819205\",\"number\":\"SO-1\",\"lines\":[null]}",
                "{\"orderId\":\"0193a8c0-7c1e-7055-8a4b-5e6f70819205\",\"number\":\"SO-1\",\"lines\":[{\"quantity\":1}]}",
                "{\"orderId\":\"1\",\"number\":\"SO-1\",\"lines\":[]}",
            })
    void what_is_no_order_is_refused(String body) {
        refuse(body);
    }

    @Test
    void an_order_under_the_subject_of_another_is_refused() {
        String body = placed("\"SO-1\"", LINE.formatted(1));
        assertThatThrownBy(() -> SalesOrderEvent.of(Orders.incoming(SalesOrderEvent.PLACED, UUID.randomUUID(), body)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("orderId must be the event's subject");
    }

    @Test
    void five_hundred_lines_are_read_and_one_more_is_refused() {
        String line = LINE.formatted(1);
        String most = placed("\"SO-1\"", (line + ",").repeat(499) + line);
        assertThat(((SalesOrderEvent.Placed) SalesOrderEvent.of(Orders.incoming(SalesOrderEvent.PLACED, ORDER, most)))
                        .lines())
                .hasSize(500);
        refuse(placed("\"SO-1\"", (line + ",").repeat(500) + line));
    }

    private static String placed(String number, String lines) {
        return """
                {"orderId":"%s","number":%s,"lines":[%s]}""".formatted(ORDER, number, lines);
    }

    private static void refuse(String body) {
        assertThatThrownBy(() -> SalesOrderEvent.of(Orders.incoming(SalesOrderEvent.PLACED, ORDER, body)))
                .isInstanceOf(InvalidEventException.class);
    }
}
