package dev.erp.sales.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.sales.Shop;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** From the reservation to the last return; inventory and finance are played by the test. */
@ServiceTest
class FulfilmentTest {

    private static final String TOPIC = "erp.sales.order";

    @Autowired
    Api api;

    @Autowired
    Database database;

    Shop shop;
    UUID customer;
    UUID product;

    @BeforeEach
    void openShop() {
        shop = new Shop(api, database);
        customer = shop.customer();
        product = shop.product("10.00");
    }

    @AfterEach
    void theBooksOfAllOrdersAgree() {
        assertThat(Shop.json(api.as(Role.ADMIN)
                                .get("/operations/sales/invariants")
                                .expectStatus()
                                .isOk())
                        .valueStream()
                        .filter(invariant -> !invariant.get("name").asString().equals("nothing_is_parked"))
                        .filter(invariant -> invariant.get("count").asLong() > 0))
                .isEmpty();
    }

    @Test
    void a_back_order_waits_with_what_there_is_and_goes_on_when_the_rest_comes() {
        UUID order = backorder(12);
        Shop.tell(Shop.reservationWaiting(order, product, 1, 8, 4));
        shop.awaitStatus(order, "waiting");
        JsonNode waiting = shop.read(order);
        assertThat(line(waiting, "reserved")).isEqualTo("8");
        assertThat(waiting.get("waiting").get("for").asString()).isEqualTo("stock");
        assertThat(waiting.get("onShortage").asString()).isEqualTo("backorder");
        assertThat(listed("/sales-orders/waiting?limit=200")).contains(order);
        assertThat(listed("/sales-orders?limit=200&status=waiting")).contains(order);
        String since = waiting.get("waiting").get("since").asString();

        Shop.tell(Shop.reservationWaiting(order, product, 2, 10, 2));
        await().untilAsserted(
                        () -> assertThat(line(shop.read(order), "reserved")).isEqualTo("10"));
        assertThat(shop.read(order).get("waiting").get("since").asString())
                .as("it still waits since then")
                .isEqualTo(since);
        Topics.publish(Shop.reservationConfirmed(order, product));
        Topics.awaitExactly(TOPIC, order, "sales.order.placed.v1", "sales.order.confirmed.v1");
        assertThat(shop.read(order).get("waiting").get("for").asString()).isEqualTo("invoice");
        assertThat(listed("/sales-orders/waiting?limit=200")).doesNotContain(order);
        assertThat(Topics.await("sales.order.placed.v1", order)
                        .data()
                        .get("onShortage")
                        .asString())
                .isEqualTo("backorder");
        assertThat(ledger(order)).containsExactly("ordered [12]", "reserved [8]", "reserved [2]", "reserved [2]");
    }

    @Test
    void what_gave_way_to_another_order_is_waited_for_again() {
        UUID order = backorder(12);
        Topics.publish(Shop.reservationConfirmed(order, product));
        shop.awaitStatus(order, "confirmed");
        Shop.tell(Shop.reservationWaiting(order, product, 2, 5, 7));
        shop.awaitStatus(order, "waiting");
        assertThat(ledger(order)).containsExactly("ordered [12]", "reserved [12]", "unreserved [7]");
    }

    @Test
    void goods_leave_in_parts_and_the_last_one_completes_the_order() {
        UUID order = invoiced(12);
        UUID first = Api.idOf(ship(order, """
            {"lines": [{"line": 1, "quantity": 5}], "carrier": "DHL", "trackingNumber": "JD0146"}"""));
        refused(ship(order, "{\"lines\": [{\"line\": 1, \"quantity\": 8}]}"), 422, "not_reserved");
        assertThat(shop.read(order).get("status").asString()).isEqualTo("invoiced");
        Shop.tell(Shop.issued(order, first, product, 2));
        shop.awaitStatus(order, "partly_shipped");
        assertThat(shop.read(order).get("lines").get(0).get("shipped").asInt()).isEqualTo(5);

        UUID second = Api.idOf(shop.rep().post("/sales-orders/" + order + "/ship"));
        refused(shop.rep().post("/sales-orders/" + order + "/ship"), 409, "nothing_to_ship");
        var fulfilled = Shop.issued(order, second, product, 3);
        Shop.tell(fulfilled);
        Shop.tell(fulfilled);
        shop.awaitStatus(order, "completed");
        Topics.awaitExactly(
                TOPIC,
                order,
                "sales.order.placed.v1",
                "sales.order.confirmed.v1",
                "sales.order.invoiced.v1",
                "sales.order.shipment-requested.v1",
                "sales.order.shipped.v1",
                "sales.order.shipment-requested.v1",
                "sales.order.shipped.v1",
                "sales.order.completed.v1");
        List<JsonNode> shipped = Topics.awaitAll("sales.order.shipped.v1", order, 2).stream()
                .map(event -> event.data())
                .toList();
        assertThat(shipped).extracting(data -> data.get("complete").asBoolean()).containsExactly(false, true);
        assertThat(shipped.getFirst().get("carrier").asString()).isEqualTo("DHL");
        assertThat(shipped.getFirst().get("lines").get(0).get("quantity").asInt())
                .isEqualTo(5);
        JsonNode all = Shop.json(shop.rep().get("/sales-orders/" + order + "/shipments?sort=requestedAt"));
        assertThat(all.get("items").valueStream().map(s -> s.get("id").asString()))
                .containsExactly(first.toString(), second.toString());
        assertThat(all.get("items").get(0).get("status").asString()).isEqualTo("shipped");
        refused(shop.rep().post("/sales-orders/" + order + "/cancel", "{\"reason\": \"x\"}"), 409, "order_is_shipped");
    }

    @Test
    void who_prefers_to_wait_learns_whether_the_goods_have_left() throws Exception {
        UUID order = invoiced(2);
        var answer = CompletableFuture.supplyAsync(() -> Shop.json(shop.rep()
                .with("Prefer", "wait=10")
                .post("/sales-orders/" + order + "/ship")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Preference-Applied", "wait=10")));
        UUID shipment = UUID.fromString(Topics.await("sales.order.shipment-requested.v1", order)
                .data()
                .get("shipmentId")
                .asString());
        Shop.tell(Shop.issued(order, shipment, product, 2));
        assertThat(answer.get(15, TimeUnit.SECONDS).get("status").asString()).isEqualTo("shipped");
    }

    @Test
    void a_shipment_that_is_asked_for_again_is_the_first_answer_and_says_so() {
        UUID order = invoiced(2);
        var keyed = shop.rep().with("Idempotency-Key", UUID.randomUUID().toString());
        JsonNode first = Shop.json(keyed.post("/sales-orders/" + order + "/ship"));
        JsonNode second = Shop.json(keyed.with("Prefer", "wait=10")
                .post("/sales-orders/" + order + "/ship")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Idempotency-Replayed", "true"));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void a_shipment_that_inventory_refuses_says_why_and_can_be_asked_for_again() {
        UUID order = invoiced(2);
        UUID shipment = Api.idOf(shop.rep().post("/sales-orders/" + order + "/ship"));
        refused(
                shop.rep().post("/sales-orders/" + order + "/cancel", "{\"reason\": \"x\"}"),
                409,
                "shipment_under_way");
        Shop.tell(Shop.issueRefused(order, shipment, product, 2));
        await().untilAsserted(
                        () -> assertThat(Shop.json(shop.rep().get("/sales-orders/" + order + "/shipments/" + shipment))
                                        .get("reason"))
                                .isNotNull());
        JsonNode read = Shop.json(shop.rep().get("/sales-orders/" + order + "/shipments/" + shipment));
        assertThat(read.get("status").asString()).isEqualTo("refused");
        assertThat(read.get("reason").asString()).isEqualTo("not_reserved");
        assertThat(shop.read(order).get("status").asString()).isEqualTo("invoiced");
        shop.rep().post("/sales-orders/" + order + "/ship").expectStatus().isCreated();
    }

    @Test
    void what_comes_back_is_credited_to_the_cent_and_never_more_than_was_shipped() {
        UUID dear = shop.product("3.33");
        UUID order = shop.placed(customer, 3, dear);
        UUID invoice = invoice(order, dear, 3);
        leave(order, dear);
        String half = """
            {"lines": [{"line": 1, "quantity": 1, "disposition": "%s"}], "reason": "broken"}""";
        UUID first = Api.idOf(back(order, half.formatted("restock")));
        Api.idOf(back(order, half.formatted("scrap")));
        refused(back(order, """
            {"lines": [{"line": 1, "quantity": 2, "disposition": "scrap"}], "reason": "broken"}"""), 422, "more_than_shipped");
        Api.idOf(back(order, half.formatted("scrap")));
        refused(back(order, half.formatted("scrap")), 409, "nothing_to_return");
        // 3 x 3.33 = 9.99, tax 1.90: thirds of the tax are 0.63, and the last one has what is left
        assertThat(Topics.awaitAll("sales.order.returned.v1", order, 3))
                .extracting(event -> event.data().get("net").asString() + " + "
                        + event.data().get("tax").asString())
                .containsExactly("3.33 + 0.63", "3.33 + 0.63", "3.33 + 0.64");
        Shop.tell(Shop.restocked(order, first, dear, 3));
        Shop.tell(Shop.creditNoteDrafted(order, invoice, first, 1));
        await().untilAsserted(() -> {
            JsonNode read = Shop.json(shop.rep().get("/sales-orders/" + order + "/returns/" + first));
            assertThat(read.get("status").asString()).isEqualTo("restocked");
            assertThat(read.get("creditNoteId")).isNotNull();
        });
        assertThat(line(shop.read(order), "returned")).isEqualTo("3");
        assertThat(line(shop.read(order), "credited")).isEqualTo("1");
        assertThat(shop.read(order).get("status").asString()).isEqualTo("completed");
        assertThat(Shop.json(shop.rep().get("/sales-orders/" + order + "/returns"))
                        .get("items"))
                .hasSize(3);
    }

    @Test
    void a_part_that_is_cancelled_leaves_a_smaller_order_that_still_adds_up() {
        UUID order = invoiced(12);
        JsonNode reduced = Shop.json(cancel(order, "\"lines\": [{\"line\": 1, \"quantity\": 2}]"));
        assertThat(reduced.get("status").asString()).isEqualTo("invoiced");
        assertThat(line(reduced, "cancelled")).isEqualTo("2");
        JsonNode told = Topics.await("sales.order.reduced.v1", order).data();
        assertThat(told.get("lines").get(0).get("quantity").asInt()).isEqualTo(2);
        assertThat(told.get("remaining").get("lines").get(0).get("quantity").asInt())
                .isEqualTo(10);
        assertThat(told.get("remaining").get("gross").asString()).isEqualTo("119.00");
        Shop.tell(Shop.reservationReduced(order, product, 2));
        await().untilAsserted(
                        () -> assertThat(line(shop.read(order), "reserved")).isEqualTo("10"));
        refused(cancel(order, "\"lines\": [{\"line\": 1, \"quantity\": 11}]"), 422, "more_than_unshipped");
        refused(cancel(order, "\"lines\": [{\"line\": 2, \"quantity\": 1}]"), 422, "unknown_line");
        refused(cancel(order, "\"lines\": [{\"line\": 1, \"quantity\": 0.5}]"), 422, "too_many_decimals");

        // finance drafts the invoice anew; the new one may be heard of before the old one's end
        UUID old = UUID.fromString(shop.read(order).get("invoiceId").asString());
        UUID anew = UUID.randomUUID();
        Topics.publish(Shop.invoiceDrafted(order, anew, 10));
        await().untilAsserted(
                        () -> assertThat(line(shop.read(order), "invoiced")).isEqualTo("22"));
        Topics.publish(Shop.invoiceVoided(order, old));
        await().untilAsserted(
                        () -> assertThat(line(shop.read(order), "invoiced")).isEqualTo("10"));
        leave(order, product);
    }

    @Test
    void a_back_order_that_is_reduced_to_what_there_is_goes_on_at_once() {
        UUID order = backorder(12);
        Shop.tell(Shop.reservationWaiting(order, product, 1, 8, 4));
        shop.awaitStatus(order, "waiting");
        JsonNode reduced = Shop.json(cancel(order, "\"lines\": [{\"line\": 1, \"quantity\": 4}]"));
        assertThat(reduced.get("status").asString()).isEqualTo("confirmed");
        Topics.awaitExactly(
                TOPIC, order, "sales.order.placed.v1", "sales.order.reduced.v1", "sales.order.confirmed.v1");
        JsonNode confirmed = Topics.await("sales.order.confirmed.v1", order).data();
        assertThat(confirmed.get("lines").get(0).get("quantity").asInt()).isEqualTo(8);
        assertThat(confirmed.get("gross").asString()).isEqualTo("95.20");
    }

    @Test
    void what_has_left_cannot_be_cancelled_and_the_rest_can() {
        UUID order = invoiced(12);
        UUID shipment = Api.idOf(ship(order, "{\"lines\": [{\"line\": 1, \"quantity\": 5}]}"));
        Shop.tell(Shop.issued(order, shipment, product, 2));
        shop.awaitStatus(order, "partly_shipped");
        JsonNode rest = Shop.json(
                shop.rep().post("/sales-orders/" + order + "/cancel", "{\"reason\": \"the rest is not needed\"}"));
        assertThat(rest.get("status").asString())
                .as("the invoice is about too much yet")
                .isEqualTo("shipped");
        assertThat(line(rest, "cancelled")).isEqualTo("7");
        assertThat(Topics.await("sales.order.reduced.v1", order)
                        .data()
                        .get("remaining")
                        .get("lines")
                        .get(0)
                        .get("quantity")
                        .asInt())
                .isEqualTo(5);
        Shop.tell(Shop.creditNoteDrafted(
                order, UUID.fromString(rest.get("invoiceId").asString()), null, 7));
        shop.awaitStatus(order, "completed");
    }

    @Test
    void a_reservation_that_expired_asks_for_attention_and_can_be_abandoned() {
        UUID order = invoiced(2);
        Shop.tell(Shop.reservationExpired(order, product, 2));
        await().untilAsserted(
                        () -> assertThat(shop.read(order).get("attention")).isNotNull());
        JsonNode process = shop.process(order);
        assertThat(process.get("waitingFor").asString()).isEqualTo("stock");
        assertThat(process.get("attention").get("nextActions").valueStream().map(JsonNode::asString))
                .containsExactly("abandon");
        assertThat(listed("/sales-orders/waiting?limit=200")).contains(order);
        refused(shop.rep().post("/sales-orders/" + order + "/ship"), 409, "nothing_to_ship");

        refused(act(order, "retry"), 409, "nothing_to_retry");
        JsonNode abandoned = Shop.json(act(order, "abandon").expectStatus().isOk());
        assertThat(abandoned.get("status").asString()).isEqualTo("cancelled");
        assertThat(abandoned.get("attention")).isNull();
        assertThat(Topics.await("sales.order.cancelled.v1", order)
                        .data()
                        .get("reason")
                        .asString())
                .isEqualTo("enough");
        assertThat(shop.steps(order)).endsWith("reservation_expired", "abandoned");
    }

    @Test
    void an_order_that_asks_for_nothing_is_neither_tried_again_nor_abandoned() {
        UUID order = shop.placed(customer, 1, product);
        refused(act(order, "retry"), 409, "nothing_to_retry");
        refused(act(order, "abandon"), 409, "nothing_to_abandon");
    }

    private UUID backorder(int quantity) {
        return Api.idOf(shop.rep().post("/sales-orders", """
            {"customerId": "%s", "onShortage": "backorder", "lines": [{"productId": "%s", "quantity": %d}]}
            """.formatted(customer, product, quantity)));
    }

    private UUID invoiced(int quantity) {
        UUID order = shop.placed(customer, quantity, product);
        invoice(order, product, quantity);
        return order;
    }

    private UUID invoice(UUID order, UUID of, int quantity) {
        UUID invoice = UUID.randomUUID();
        Topics.publish(Shop.reservationConfirmed(order, of));
        shop.awaitStatus(order, "confirmed");
        Topics.publish(Shop.invoiceDrafted(order, invoice, quantity));
        shop.awaitStatus(order, "invoiced");
        return invoice;
    }

    /** All that is reserved. */
    private void leave(UUID order, UUID of) {
        UUID shipment = Api.idOf(shop.rep().post("/sales-orders/" + order + "/ship"));
        Shop.tell(Shop.issued(order, shipment, of, 5));
        shop.awaitStatus(order, "completed");
    }

    private ResponseSpec ship(UUID order, String body) {
        return shop.rep().post("/sales-orders/" + order + "/shipments", body);
    }

    private ResponseSpec back(UUID order, String body) {
        return shop.rep().post("/sales-orders/" + order + "/returns", body);
    }

    private ResponseSpec cancel(UUID order, String fields) {
        return shop.rep().post("/sales-orders/" + order + "/cancel", "{\"reason\": \"too many\", " + fields + "}");
    }

    private ResponseSpec act(UUID order, String action) {
        return shop.rep().post("/sales-orders/" + order + "/process/" + action, "{\"reason\": \"enough\"}");
    }

    private static String line(JsonNode order, String field) {
        return order.get("lines").get(0).get(field).toString();
    }

    private List<String> ledger(UUID order) {
        return shop.process(order)
                .get("steps")
                .valueStream()
                .filter(step -> step.get("kind") != null)
                .map(step -> step.get("kind").asString() + " " + step.get("quantities"))
                .toList();
    }

    private List<UUID> listed(String path) {
        return Shop.json(shop.rep().get(path).expectStatus().isOk())
                .get("items")
                .valueStream()
                .map(item -> UUID.fromString(item.get("id").asString()))
                .toList();
    }

    private static void refused(ResponseSpec response, int status, String code) {
        response.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }
}
