package dev.erp.inventory.reservation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.inventory.Goods;
import dev.erp.inventory.ledger.SalesOrderEvent;
import dev.erp.inventory.reservation.Orders.Wanted;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What no order is, is parked with the reason, and the orders behind it on the partition are served. */
@ServiceTest
class HostileRecordsTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    static Stream<Arguments> records() {
        Map<String, String> good = Orders.placedEvent(UUID.randomUUID(), new Wanted(UUID.randomUUID(), 1))
                .headers();
        Map<String, String> typed = new HashMap<>(good);
        typed.put("__TypeId__", "javax.script.ScriptEngineManager");
        typed.put("spring_json_header_types", "{\"x\":\"java.lang.ProcessBuilder\"}");
        Map<String, String> lying = new HashMap<>(good);
        lying.put("ce_sequence", "-1");
        return Stream.of(
                Arguments.of("rubbish bytes", new byte[] {0, -1, 17, 4}, good),
                Arguments.of("no value", null, good),
                Arguments.of("JSON of something else", "{\"a\":1}".getBytes(UTF_8), good),
                Arguments.of("an empty body", new byte[0], good),
                Arguments.of("deeply nested", "[".repeat(100_000).getBytes(UTF_8), good),
                Arguments.of("no headers", "{}".getBytes(UTF_8), Map.of()),
                Arguments.of("headers that name types", "{}".getBytes(UTF_8), typed),
                Arguments.of("an impossible sequence", "{}".getBytes(UTF_8), lying));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void a_hostile_record_is_parked_and_stops_nobody(String what, byte[] value, Map<String, String> headers) {
        UUID widget = new Goods(api).product(5);
        TestEvent order = Orders.placedEvent(UUID.randomUUID(), new Wanted(widget, 1));
        long parkedBefore = parked();
        Map<String, String> own = new HashMap<>(headers);
        own.computeIfPresent("ce_id", (name, id) -> UUID.randomUUID().toString());
        own.computeIfPresent("ce_subject", (name, id) -> UUID.randomUUID().toString());

        // under the key of the order, so it lies before it on the same partition
        Topics.publishRaw(SalesOrderEvent.TOPIC, order.subject().toString(), value, own);
        Topics.publish(order);

        Topics.await("inventory.reservation.confirmed.v1", order.subject());
        assertThat(parked()).isEqualTo(parkedBefore + 1);
    }

    @Test
    void types_that_nobody_knows_are_passed_over() {
        UUID widget = new Goods(api).product(5);
        TestEvent order = Orders.placedEvent(UUID.randomUUID(), new Wanted(widget, 1));
        long parkedBefore = parked();
        Map<String, String> headers = new HashMap<>(order.headers());
        headers.put("ce_type", "sales.order.painted.v1");
        Topics.publishRaw(SalesOrderEvent.TOPIC, order.subject().toString(), "{}".getBytes(UTF_8), headers);
        Topics.publish(order);
        Topics.await("inventory.reservation.confirmed.v1", order.subject());
        assertThat(parked()).isEqualTo(parkedBefore);
    }

    @Test
    void later_events_of_an_order_wait_behind_its_parked_one() {
        UUID order = UUID.randomUUID();
        TestEvent placed = Orders.placedEvent(order, new Wanted(UUID.randomUUID(), 1));
        Topics.publishRaw(SalesOrderEvent.TOPIC, order.toString(), "{\"orderId\":5}".getBytes(UTF_8), placed.headers());
        Topics.publish(Orders.cancelledEvent(order));
        await().untilAsserted(() -> assertThat(
                        database.rows("SELECT reason FROM parked_event WHERE subject = ? ORDER BY \"offset\"", order))
                .extracting(row -> row.get("reason").toString())
                .satisfiesExactly(
                        first -> assertThat(first).contains("sales.order.placed.v1"),
                        second -> assertThat(second).contains("waits behind")));
        api.as(Role.ADMIN)
                .get("/operations/inventory/parked-events?limit=200")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(list -> assertThat(list).contains(order.toString()));
    }

    private long parked() {
        return database.number("SELECT count(*) FROM parked_event");
    }
}
