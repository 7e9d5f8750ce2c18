package dev.erp.finance.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.finance.Orders;
import dev.erp.finance.invoice.Draft;
import dev.erp.testing.Contracts;
import dev.erp.testing.TestEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ConfirmedOrderTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

    static List<String> confirmedOrders() {
        return Contracts.examples(Orders.CONFIRMED);
    }

    static List<String> cancelledOrders() {
        return Contracts.examples(Orders.CANCELLED);
    }

    @ParameterizedTest
    @MethodSource("confirmedOrders")
    void every_example_of_a_confirmed_order_becomes_an_invoice_with_the_same_lines_and_totals(String example) {
        JsonNode order = JSON.readTree(example);
        Draft draft = draft(order);

        byte[] event = EventJson.write(draft.event()).getBytes(StandardCharsets.UTF_8);
        assertThat(Contracts.errors(draft.event().type(), event)).isEmpty();
        JsonNode drafted = JSON.readTree(event);
        for (String same :
                List.of("lines", "net", "tax", "gross", "currency", "rounding", "customer", "paymentTermDays")) {
            assertThat(drafted.get(same)).as(same).isEqualTo(order.get(same));
        }
        assertThat(drafted.get("orderNumber")).isEqualTo(order.get("number"));
    }

    @ParameterizedTest
    @MethodSource("cancelledOrders")
    void every_example_of_a_cancelled_order_is_read(String example) {
        JsonNode order = JSON.readTree(example);
        UUID id = UUID.fromString(order.get("orderId").asString());
        CancelledOrder read = CancelledOrder.of(Orders.incoming(TestEvent.of(Orders.CANCELLED, id, 3, example)));
        assertThat(read.reason()).isEqualTo(order.get("reason").asString());
        assertThat(read.wasConfirmed()).isEqualTo(order.get("wasConfirmed").asBoolean());
    }

    @Test
    void unknown_fields_are_ignored() {
        var order = (ObjectNode) JSON.readTree(confirmedOrders().getFirst());
        order.put("channel", "web");
        assertThat(draft(order).lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            orderId              | "0193a8c0-7c1e-7099-8a4b-5e6f70819200"
            orderId              | null
            number               | null
            number               | ""
            number               | "a\\u0000b"
            customer             | null
            customer             | {"number":"C-1","name":"x"}
            customer             | {"customerId":"0193a8c0-7c1e-7044-8a4b-5e6f70819204","number":"C-1"}
            currency             | "XXX"
            currency             | "EURO"
            currency             | null
            rounding             | "half_even_in_total"
            lines                | []
            lines                | null
            lines                | [null]
            lines                | "none"
            net                  | "52.73"
            net                  | "52.721"
            net                  | 52.72
            net                  | "1e2"
            tax                  | "7.98"
            gross                | "60.70"
            gross                | "-60.69"
            gross                | "9999999999999999"
            paymentTermDays      | -1
            paymentTermDays      | 366
            paymentTermDays      | null
            lines/0/line         | 2
            lines/0/line         | 0
            lines/1/line         | 501
            lines/0/productId    | "17"
            lines/0/sku          | null
            lines/0/name         | null
            lines/0/quantity     | 0
            lines/0/quantity     | -3
            lines/0/quantity     | "3"
            lines/0/quantity     | 1e9
            lines/0/unitPrice    | "-0.01"
            lines/0/net          | "35.63"
            lines/0/gross        | "42.38"
            lines/0/taxRate      | "100.01"
            lines/0/taxRate      | "19.001"
            lines/0/discountPercent | "-1.00"
            """)
    void nonsense_is_refused_and_named(String path, String value) {
        var order = (ObjectNode) JSON.readTree(confirmedOrders().getFirst());
        int slash = path.lastIndexOf('/');
        var parent = slash < 0 ? order : (ObjectNode) order.at("/" + path.substring(0, slash));
        parent.set(path.substring(slash + 1), JSON.readTree(value));
        assertThatThrownBy(() -> draft(order, UUID.fromString("0193a8c0-7c1e-7055-8a4b-5e6f70819205")))
                .isInstanceOf(InvalidEventException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "7", "\"x\"", "{\"orderId\":", "\u0000"})
    void rubbish_is_refused(String body) {
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> ConfirmedOrder.draft(
                        Orders.incoming(TestEvent.of(Orders.CONFIRMED, id, 2, body)),
                        UUID.randomUUID(),
                        Actor.service("finance-service"),
                        NOW))
                .isInstanceOf(InvalidEventException.class);
        assertThatThrownBy(() -> CancelledOrder.of(Orders.incoming(TestEvent.of(Orders.CANCELLED, id, 3, body))))
                .isInstanceOf(InvalidEventException.class);
    }

    private static Draft draft(JsonNode order) {
        return draft(order, UUID.fromString(order.get("orderId").asString()));
    }

    private static Draft draft(JsonNode order, UUID subject) {
        return ConfirmedOrder.draft(
                Orders.incoming(TestEvent.of(Orders.CONFIRMED, subject, 2, order.toString())),
                UUID.randomUUID(),
                Actor.service("finance-service"),
                NOW);
    }
}
