package dev.erp.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Customers over HTTP, products as events of inventory, orders, and inventory's and finance's answers to them. */
public final class Shop {

    public static final JsonMapper JSON = JsonMapper.shared();

    private final Api api;
    private final Database database;

    public Shop(Api api, Database database) {
        this.api = api;
        this.database = database;
    }

    public Api.Caller rep() {
        return api.as(Role.SALES_REP);
    }

    /** An active customer who buys in EUR. */
    public UUID customer() {
        return customer("EUR");
    }

    public UUID customer(String currency) {
        return Api.idOf(rep().post("/customers", Map.of("name", "Müller & Söhne GmbH", "currency", currency)));
    }

    /** A product in the catalogue, in EUR with 19 % tax. */
    public UUID product(String price) {
        return product(price, "EUR");
    }

    public UUID product(String price, String currency) {
        UUID id = UUID.randomUUID();
        publishProduct("created", id, 1, price, currency, "active");
        return id;
    }

    /** Publishes the product's new state and waits until the catalogue knows it. */
    public void publishProduct(String what, UUID id, long version, String price, String currency, String status) {
        String before = what.equals("created") ? "" : ", \"before\": {\"price\": \"1.00\"}";
        if (currency.equals("JPY")) {
            before = before.replace("1.00", "1");
        }
        Topics.publish("inventory.product." + what + ".v1", id, version, """
            {"productId": "%s", "sku": "%s", "name": "Widget", "price": "%s", "currency": "%s",
             "taxRate": "19.00", "reorderLevel": 0, "status": "%s"%s}\
            """.formatted(
                        id, sku(id), price, currency, status, before));
        await().untilAsserted(() -> assertThat(database.number(
                        "SELECT count(*) FROM catalogue_product WHERE product_id = ? AND version >= ?", id, version))
                .isEqualTo(1));
    }

    public static String sku(UUID product) {
        return "T-" + product.toString().substring(0, 8);
    }

    /** The body of an order with one line for each product. */
    public static String order(UUID customer, int quantity, UUID... products) {
        return """
            {"customerId": "%s", "lines": [%s]}\
            """.formatted(
                        customer,
                        Stream.of(products)
                                .map(product -> """
                                    {"productId": "%s", "quantity": %d}\
                                    """.formatted(product, quantity))
                                .collect(Collectors.joining(", ")));
    }

    public UUID placed(UUID customer, int quantity, UUID... products) {
        return Api.idOf(rep().post("/sales-orders", order(customer, quantity, products)));
    }

    public JsonNode read(UUID order) {
        return json(rep().get("/sales-orders/" + order).expectStatus().isOk());
    }

    public JsonNode process(UUID order) {
        return json(
                rep().get("/sales-orders/" + order + "/process").expectStatus().isOk());
    }

    /** The timeline's steps, in order. */
    public List<String> steps(UUID order) {
        return process(order)
                .get("steps")
                .valueStream()
                .map(step -> step.get("step").asString())
                .toList();
    }

    public void awaitStatus(UUID order, String status) {
        await().untilAsserted(
                        () -> assertThat(read(order).get("status").asString()).isEqualTo(status));
    }

    public static TestEvent reservationConfirmed(UUID order, UUID product) {
        return reservation("confirmed", order, 1, """
            "lines": [{"productId": "%s", "sku": "W", "quantity": 1}]\
            """.formatted(product));
    }

    public static TestEvent reservationRejected(UUID order, UUID product) {
        return reservation("rejected", order, 1, """
            "reason": "insufficient_stock",
            "shortages": [{"productId": "%s", "sku": "W", "requested": 12, "available": 2}]\
            """.formatted(product));
    }

    public static TestEvent reservationReleased(UUID order, UUID product) {
        return reservation("released", order, 2, """
            "reason": "order_cancelled", "lines": [{"productId": "%s", "sku": "W", "quantity": 1}]\
            """.formatted(product));
    }

    private static TestEvent reservation(String what, UUID order, long sequence, String data) {
        return TestEvent.of("inventory.reservation." + what + ".v1", order, sequence, """
            {"orderId": "%s", "orderNumber": "SO-2026-000017", %s}\
            """.formatted(order, data));
    }

    /** As finance would draft it, with one line for each quantity; sales reads the lines' numbers and quantities alone. */
    public static TestEvent invoiceDrafted(UUID order, UUID invoice, long... quantities) {
        String lines = IntStream.range(0, quantities.length)
                .filter(i -> quantities[i] > 0)
                .mapToObj(i -> """
                    {"line": %d, "productId": "%s", "sku": "W", "name": "Widget", "quantity": %d, "unitPrice": "1.00",
                     "discountPercent": "0.00", "net": "1.00", "taxRate": "19.00", "tax": "0.19", "gross": "1.19"}\
                    """.formatted(i + 1, UUID.randomUUID(), quantities[i]))
                .collect(Collectors.joining(", "));
        return invoice("drafted", order, invoice, 1, """
            "orderNumber": "SO-2026-000017", "currency": "EUR", "rounding": "half_up_per_line",
            "customer": {"customerId": "%s", "number": "C-000012", "name": "Müller"},
            "lines": [%s], "net": "1.00", "tax": "0.19", "gross": "1.19", "paymentTermDays": 30\
            """.formatted(UUID.randomUUID(), lines));
    }

    public static TestEvent invoiceSent(UUID order, UUID invoice) {
        return invoice("sent", order, invoice, 2, """
            "number": "INV-2026-000004", "currency": "EUR", "gross": "1.19",
            "sentAt": "2026-11-22T14:05:06Z", "dueOn": "2026-12-22\"\
            """);
    }

    public static TestEvent invoicePaid(UUID order, UUID invoice) {
        return invoice("paid", order, invoice, 3, """
            "number": "INV-2026-000004", "currency": "EUR", "gross": "1.19", "paid": "1.19", "outstanding": "0.00\"\
            """);
    }

    public static TestEvent invoiceVoided(UUID order, UUID invoice) {
        return invoice("voided", order, invoice, 2, "\"reason\": \"order_cancelled\"");
    }

    private static TestEvent invoice(String what, UUID order, UUID invoice, long sequence, String data) {
        return TestEvent.of("finance.invoice." + what + ".v1", invoice, sequence, """
            {"invoiceId": "%s", "orderId": "%s", %s}\
            """.formatted(invoice, order, data))
                .correlatedTo(order);
    }

    /** Inventory's present levels of a back-order of one product. */
    public static TestEvent reservationWaiting(UUID order, UUID product, long sequence, long reserved, long missing) {
        return reservation("waiting", order, sequence, """
            "reason": "insufficient_stock",
            "lines": [{"productId": "%s", "sku": "W", "reserved": %d, "missing": %d}]\
            """.formatted(product, reserved, missing));
    }

    public static TestEvent reservationExpired(UUID order, UUID product, long sequence) {
        return reservation("expired", order, sequence, """
            "reason": "time_limit", "lines": [{"productId": "%s", "sku": "W", "quantity": 1}]\
            """.formatted(product));
    }

    public static TestEvent reservationReduced(UUID order, UUID product, long sequence) {
        return reservation("reduced", order, sequence, """
            "reason": "order_reduced",
            "lines": [{"productId": "%s", "sku": "W", "quantity": 1, "reserved": 1, "missing": 0}]\
            """.formatted(product));
    }

    public static TestEvent issued(UUID order, UUID shipment, UUID product, long sequence) {
        return reservation("issued", order, sequence, """
            "shipmentId": "%s", "lines": [{"productId": "%s", "sku": "W", "quantity": 1}]\
            """.formatted(shipment, product));
    }

    public static TestEvent issueRefused(UUID order, UUID shipment, UUID product, long sequence) {
        return reservation("issue-refused", order, sequence, """
            "shipmentId": "%s", "reason": "not_reserved",
            "shortages": [{"productId": "%s", "sku": "W", "requested": 2, "available": 1}]\
            """.formatted(shipment, product));
    }

    public static TestEvent restocked(UUID order, UUID goods, UUID product, long sequence) {
        return reservation("restocked", order, sequence, """
            "returnId": "%s",
            "lines": [{"productId": "%s", "sku": "W", "quantity": 1, "disposition": "restock"}]\
            """.formatted(goods, product));
    }

    public static TestEvent creditNoteDrafted(UUID order, UUID invoice, UUID goods, long quantity) {
        UUID credit = UUID.randomUUID();
        return TestEvent.of("finance.credit-note.drafted.v1", credit, 1, """
            {"creditNoteId": "%s", "orderId": "%s", "invoiceId": "%s"%s,
             "lines": [{"line": 1, "quantity": %d}]}\
            """.formatted(
                        credit, order, invoice, goods == null ? "" : ", \"returnId\": \"" + goods + "\"", quantity));
    }

    /** Publishes an event whose contract is its owner's business. */
    public static void tell(TestEvent event) {
        Topics.publishRaw(
                event.topic(),
                event.subject().toString(),
                event.data().toString().getBytes(StandardCharsets.UTF_8),
                event.headers());
    }

    public static JsonNode json(ResponseSpec response) {
        return JSON.readTree(response.expectBody().returnResult().getResponseBody());
    }
}
