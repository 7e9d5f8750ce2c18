package dev.erp.purchasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Suppliers and orders over HTTP, products as events of inventory, and inventory's and finance's answers about receipts. */
public final class Buying {

    public static final JsonMapper JSON = JsonMapper.shared();

    private static final String NONE = "0193a8c0-7c1e-7000-8a4b-5e6f70819200";

    private final Api api;
    private final Database database;

    public Buying(Api api, Database database) {
        this.api = api;
        this.database = database;
    }

    /** Somebody who may buy; another one each time. */
    public Api.Caller buyer() {
        return api.as(Role.INVENTORY_MANAGER, UUID.randomUUID());
    }

    /** An active supplier who sells in EUR. */
    public UUID supplier() {
        return supplier("EUR");
    }

    public UUID supplier(String currency) {
        return Api.idOf(buyer().post(
                        "/suppliers", Map.of("name", "Rösterei Hansen GmbH", "currency", currency, "leadTimeDays", 5)));
    }

    /** A product that is counted in whole pieces, with 19 % tax. */
    public UUID product() {
        return product("piece", 0);
    }

    public UUID product(String unit, int unitDecimals) {
        UUID id = UUID.randomUUID();
        publishProduct("created", id, 1, unit, unitDecimals, 0, 0, "active");
        return id;
    }

    /** Publishes the product's new state and waits until the catalogue knows it. */
    public void publishProduct(
            String what, UUID id, long version, String unit, int decimals, int level, int quantity, String status) {
        var data = (ObjectNode) JSON.readTree("""
            {"productId": "%s", "sku": "%s", "name": "Widget", "price": "20.00", "currency": "EUR", "taxRate": "19.00",
             "reorderLevel": %d, "status": "%s"}\
            """.formatted(id, sku(id), level, status));
        data.put("unit", unit).put("unitDecimals", decimals).put("reorderQuantity", quantity);
        if (!what.equals("created")) {
            data.putObject("before").put("name", "Gadget");
        }
        Topics.publish("inventory.product." + what + ".v1", id, version, data.toString());
        await().untilAsserted(() -> assertThat(database.number(
                        "SELECT count(*) FROM catalogue_product WHERE product_id = ? AND version >= ?", id, version))
                .isEqualTo(1));
    }

    /** Publishes the warehouse's new state and waits until purchasing knows it. */
    public void publishWarehouse(String what, UUID id, long version, String status) {
        Topics.publish("inventory.warehouse." + what + ".v1", id, version, """
            {"warehouseId": "%s", "code": "NORTH", "name": "North", "isDefault": false, "status": "%s"}\
            """.formatted(id, status));
        await().untilAsserted(() -> assertThat(database.number(
                        "SELECT count(*) FROM warehouse WHERE warehouse_id = ? AND version >= ?", id, version))
                .isEqualTo(1));
    }

    public static String sku(UUID product) {
        return "T-" + product.toString().substring(0, 8);
    }

    /** What the supplier charges for it. */
    public void agree(UUID supplier, UUID product, String price) {
        agree(supplier, product, price, "EUR");
    }

    public void agree(UUID supplier, UUID product, String price, String currency) {
        buyer().post("/suppliers/" + supplier + "/products", """
            {"productId": "%s", "supplierSku": "V-%s", "price": {"amount": "%s", "currency": "%s"}}\
            """.formatted(product, sku(product), price, currency))
                .expectStatus()
                .isCreated();
    }

    /** The body of an order with one line: so many at this price in EUR. */
    public static String order(UUID supplier, UUID product, String quantity, String price) {
        return """
            {"supplierId": "%s", "lines": [%s]}\
            """.formatted(supplier, line(product, quantity, price));
    }

    public static String line(UUID product, String quantity, String price) {
        return """
            {"productId": "%s", "quantity": %s, "unitPrice": {"amount": "%s", "currency": "EUR"}}\
            """.formatted(product, quantity, price);
    }

    public UUID drafted(UUID supplier, UUID product, String quantity, String price) {
        return Api.idOf(buyer().post("/purchase-orders", order(supplier, product, quantity, price)));
    }

    /** An order that is approved at once, because it is small: so many for 1.00 EUR each. */
    public UUID approved(UUID product, int quantity) {
        UUID order = drafted(supplier(), product, Integer.toString(quantity), "1.00");
        submit(order);
        return order;
    }

    public void submit(UUID order) {
        buyer().post("/purchase-orders/" + order + "/submit").expectStatus().isOk();
    }

    /** Goods of line 1. */
    public UUID received(UUID order, int accepted) {
        return Api.idOf(receive(order, accepted, 0));
    }

    public ResponseSpec receive(UUID order, int accepted, int rejected) {
        return buyer().post("/purchase-orders/" + order + "/receipts", """
            {"lines": [{"line": 1, "accepted": %d, "rejected": %d}]}\
            """.formatted(accepted, rejected));
    }

    public JsonNode read(UUID order) {
        return json(buyer().get("/purchase-orders/" + order).expectStatus().isOk());
    }

    public JsonNode receipt(UUID order, UUID receipt) {
        return json(buyer().get("/purchase-orders/" + order + "/receipts/" + receipt)
                .expectStatus()
                .isOk());
    }

    public JsonNode process(UUID order) {
        return json(buyer().get("/purchase-orders/" + order + "/process")
                .expectStatus()
                .isOk());
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

    public void awaitState(UUID order, UUID receipt, String state) {
        await().untilAsserted(() ->
                assertThat(receipt(order, receipt).get("state").asString()).isEqualTo(state));
    }

    public static TestEvent booked(UUID order, UUID receipt, UUID product) {
        return stock("booked", order, receipt, 1, """
            "lines": [{"productId": "%s", "sku": "W", "quantity": 1}], "filledOrders": ["%s"]\
            """.formatted(product, NONE));
    }

    public static TestEvent refused(UUID order, UUID receipt) {
        return stock("refused", order, receipt, 1, "\"reason\": \"unknown_warehouse\"");
    }

    public static TestEvent reversed(UUID order, UUID receipt) {
        return stock("reversed", order, receipt, 2, "\"reason\": \"wrong goods\"");
    }

    public static TestEvent reversalRefused(UUID order, UUID receipt, UUID product) {
        return stock("reversal-refused", order, receipt, 2, """
            "reason": "insufficient_stock",
            "shortages": [{"productId": "%s", "sku": "W", "requested": 12, "available": 2}]\
            """.formatted(product));
    }

    private static TestEvent stock(String what, UUID order, UUID receipt, long sequence, String data) {
        return TestEvent.of("inventory.receipt." + what + ".v1", receipt, sequence, """
            {"receiptId": "%s", "purchaseOrderId": "%s", %s}\
            """.formatted(receipt, order, data))
                .correlatedTo(order);
    }

    /** As finance would draft it, with one line; purchasing reads the ids alone. */
    public static TestEvent billDrafted(UUID order, UUID receipt, UUID bill) {
        return bill("drafted", bill, 1, """
            {"billId": "%s", "purchaseOrderId": "%s", "purchaseOrderNumber": "PO-2026-000009", "receiptId": "%s",
             "receiptNumber": "GR-2026-000012", "currency": "EUR",
             "supplier": {"supplierId": "%s", "number": "V-000004", "name": "Hansen"},
             "lines": [{"line": 1, "productId": "%s", "sku": "W", "name": "Widget", "quantity": 1, "unitPrice": "1.00",
                        "net": "1.00", "taxRate": "19.00", "tax": "0.19", "gross": "1.19"}],
             "net": "1.00", "tax": "0.19", "gross": "1.19", "outstanding": "1.19", "paymentTermDays": 30,
             "draftedAt": "2026-11-22T14:05:06Z"}\
            """.formatted(bill, order, receipt, NONE, NONE))
                .correlatedTo(order);
    }

    public static TestEvent billVoided(UUID order, UUID receipt, UUID bill) {
        return bill("voided", bill, 2, """
            {"billId": "%s", "purchaseOrderId": "%s", "receiptId": "%s", "supplierId": "%s", "reason": "receipt_reversed"}\
            """.formatted(bill, order, receipt, NONE))
                .correlatedTo(order);
    }

    private static TestEvent bill(String what, UUID bill, long sequence, String data) {
        return TestEvent.of("finance.bill." + what + ".v1", bill, sequence, data);
    }

    /** What does not hold in the database of the service. */
    public List<JsonNode> violations() {
        return json(api.as(Role.ADMIN)
                        .get("/operations/purchasing/invariants")
                        .expectStatus()
                        .isOk())
                .valueStream()
                .filter(invariant -> !invariant.get("name").asString().equals("nothing_is_parked"))
                .filter(invariant -> invariant.get("count").asLong() > 0)
                .toList();
    }

    /** Publishes an answer of another service. */
    public static void publish(TestEvent event) {
        Topics.publish(event);
    }

    public static void expectProblem(ResponseSpec response, int status, String code) {
        response.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }

    public static JsonNode json(ResponseSpec response) {
        return JSON.readTree(response.expectBody().returnResult().getResponseBody());
    }
}
