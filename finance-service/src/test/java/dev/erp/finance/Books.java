package dev.erp.finance;

import static org.awaitility.Awaitility.await;

import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Brings invoices into the state that a test begins with, the way they get there in production. */
public record Books(Api api, Database database) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** An invoice of 60.69 EUR. */
    public UUID draft() {
        return draft(Orders.confirmed(UUID.randomUUID()));
    }

    public UUID draft(TestEvent confirmed) {
        Topics.publish(confirmed);
        return invoiceOf(confirmed.subject());
    }

    public UUID sent() {
        UUID id = draft();
        send(id).expectStatus().isOk();
        return id;
    }

    /** How often each invariant is violated; that nothing is parked is left out: other tests park events on purpose. */
    public Map<String, Long> invariants() {
        Map<String, Long> violations = new TreeMap<>();
        json(api.as(Role.ADMIN)
                        .get("/operations/finance/invariants")
                        .expectStatus()
                        .isOk())
                .forEach(invariant -> violations.put(
                        invariant.get("name").asString(), invariant.get("count").asLong()));
        violations.remove("nothing_is_parked");
        return violations;
    }

    /** Waits for the invoice of an order. */
    public UUID invoiceOf(UUID orderId) {
        return invoicesOf(List.of(orderId)).getFirst();
    }

    /** Waits until each of these orders has its invoice. */
    public List<UUID> invoicesOf(List<UUID> orderIds) {
        return await("the invoices of " + orderIds.size() + " orders")
                .atMost(PATIENCE)
                .until(
                        () -> database
                                .rows("SELECT id FROM invoice WHERE order_id = ANY (?)", (Object)
                                        orderIds.toArray(UUID[]::new))
                                .stream()
                                .map(row -> (UUID) row.get("id"))
                                .toList(),
                        found -> found.size() >= orderIds.size());
    }

    public ResponseSpec send(UUID invoiceId) {
        return api.as(Role.FINANCE_MANAGER).post("/invoices/" + invoiceId + "/send");
    }

    public ResponseSpec pay(UUID invoiceId, String amount) {
        return api.as(Role.FINANCE_MANAGER).post("/invoices/" + invoiceId + "/payments", payment(amount));
    }

    public static String payment(String amount) {
        return """
               {"amount":{"amount":"%s","currency":"EUR"},"method":"bank_transfer","reference":"E2E-1"}""".formatted(amount);
    }

    /** A bill of 169.58 EUR. */
    public UUID bill() {
        UUID receipt = UUID.randomUUID();
        Heard.publish(Receipts.received(UUID.randomUUID(), receipt));
        return await("the bill of receipt " + receipt)
                .atMost(PATIENCE)
                .until(
                        () -> database.rows("SELECT id FROM bill WHERE receipt_id = ?", receipt).stream()
                                .map(row -> (UUID) row.get("id"))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    public UUID sentBill() {
        UUID id = bill();
        sendBill(id, "{}").expectStatus().isOk();
        return id;
    }

    public ResponseSpec sendBill(UUID billId, String body) {
        return api.as(Role.FINANCE_MANAGER).post("/bills/" + billId + "/send", body);
    }

    public ResponseSpec payBill(UUID billId, String amount) {
        return api.as(Role.FINANCE_MANAGER).post("/bills/" + billId + "/payments", payment(amount));
    }

    public ResponseSpec reverse(UUID paymentId) {
        return api.as(Role.FINANCE_MANAGER)
                .post("/payments/" + paymentId + "/reverse", "{\"reason\":\"the bank took it back\"}");
    }

    public JsonNode bill(UUID id) {
        return json(api.as(Role.VIEWER).get("/bills/" + id).expectStatus().isOk());
    }

    public JsonNode invoice(UUID id) {
        return json(api.as(Role.VIEWER).get("/invoices/" + id).expectStatus().isOk());
    }

    public String status(UUID id) {
        return invoice(id).get("status").asString();
    }

    /** The answer, asked for again as long as the service is too busy to begin: what a patient client does. */
    public static EntityExchangeResult<byte[]> patiently(Supplier<ResponseSpec> request) {
        EntityExchangeResult<byte[]> answer;
        do {
            answer = request.get().expectBody().returnResult();
        } while (answer.getStatus() == HttpStatus.SERVICE_UNAVAILABLE);
        return answer;
    }

    /** Runs all calls at the same time. */
    public static <T> List<T> atOnce(List<? extends Callable<T>> calls) throws Exception {
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }

    public static JsonNode json(ResponseSpec response) {
        return JSON.readTree(response.expectBody().returnResult().getResponseBody());
    }
}
