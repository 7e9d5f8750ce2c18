package dev.erp.finance.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.finance.Books;
import dev.erp.finance.Heard;
import dev.erp.finance.Partners;
import dev.erp.finance.Receipts;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Bills that a person enters. */
@ServiceTest
class BillsByHandTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Books books;
    private Partners partners;
    private UUID supplier;

    @BeforeEach
    void open() {
        books = new Books(api, database);
        partners = new Partners(database);
        supplier = partners.supplier();
    }

    @Test
    void a_bill_is_entered_with_the_suppliers_number_sent_and_paid() {
        JsonNode draft =
                created(bill("RE-1", ",\"purchaseOrderId\":\"%s\"".formatted(partners.approvedOrder(supplier))));
        UUID id = id(draft);
        assertThat(draft.get("supplierNumber").asString()).isEqualTo("RE-1");
        assertThat(draft.has("receiptId")).isFalse();
        assertThat(draft.at("/gross/amount").asString()).isEqualTo("119.00");

        books.sendBill(id, "{\"endOfMonth\":true}").expectStatus().isOk();
        books.payBill(id, "119.00").expectStatus().isCreated();
        JsonNode paid = books.bill(id);
        assertThat(paid.get("status").asString()).isEqualTo("paid");
        assertThat(paid.get("endOfMonth").asBoolean()).isTrue();
        assertThat(paid.get("supplierNumber").asString()).isEqualTo("RE-1");
        Topics.awaitExactly(
                "erp.finance.bill", id, "finance.bill.drafted.v1", "finance.bill.sent.v1", "finance.bill.paid.v1");
    }

    @Test
    void of_twenty_bills_with_one_number_of_one_supplier_one_is_taken() throws Exception {
        List<Callable<Integer>> calls = IntStream.range(0, 20)
                .mapToObj(i -> (Callable<Integer>) () -> Books.patiently(() -> bill(i % 2 == 0 ? "re-2" : "RE-2", ""))
                        .getStatus()
                        .value())
                .toList();
        assertThat(Books.atOnce(calls)).containsOnlyOnce(201).contains(409);
        refused(bill("RE-2", ""), 409, "duplicate_supplier_number");
    }

    @Test
    void a_bill_that_was_voided_gives_its_number_back() {
        UUID id = id(created(bill("RE-3", "")));
        api.as(Role.FINANCE_MANAGER)
                .post("/bills/" + id + "/void", "{\"reason\":\"a typing error\"}")
                .expectStatus()
                .isOk();
        created(bill("RE-3", ""));
    }

    @Test
    void a_bill_for_another_suppliers_order_is_refused() {
        UUID order = partners.approvedOrder(partners.supplier());
        refused(bill("RE-4", ",\"purchaseOrderId\":\"%s\"".formatted(order)), 422, "other_suppliers_order");
        refused(
                bill("RE-4", ",\"purchaseOrderId\":\"%s\"".formatted(UUID.randomUUID())),
                422,
                "unknown_purchase_order");
        created(bill("RE-4", ""));
    }

    @Test
    void the_bill_of_a_receipt_that_was_voided_by_hand_can_be_drafted_again_until_the_receipt_is_reversed() {
        UUID order = UUID.randomUUID();
        UUID receipt = UUID.randomUUID();
        Heard.publish(Receipts.received(order, receipt));
        UUID first = await().atMost(Duration.ofSeconds(30))
                .until(() -> billsOf(receipt), found -> !found.isEmpty())
                .getFirst();
        refused(again(receipt), 409, "receipt_has_bill");
        voidBill(first);

        JsonNode second = created(again(receipt));
        assertThat(second.at("/gross/amount").asString()).isEqualTo("169.58");
        assertThat(second.get("lines")).hasSize(1);
        Heard.publish(Receipts.received(order, receipt));
        Topics.awaitAll("finance.bill.drafted.v1", id(second), 2);
        voidBill(id(second));

        Heard.publish(Receipts.reversed(order, receipt));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !database.rows("SELECT receipt_id FROM reversed_receipt WHERE receipt_id = ?", receipt)
                        .isEmpty());
        refused(again(receipt), 409, "receipt_reversed");
        refused(again(UUID.randomUUID()), 422, "unknown_receipt");
    }

    private ResponseSpec bill(String number, String more) {
        return api.as(Role.FINANCE_MANAGER).post("/bills", """
            {"supplierId":"%s","supplierNumber":"%s","lines":[
              {"name":"Rent","quantity":1,"unitPrice":"100.00","taxRate":"19.00"}]%s}\
            """.formatted(supplier, number, more));
    }

    private ResponseSpec again(UUID receipt) {
        return api.as(Role.FINANCE_MANAGER).post("/bills/from-receipt", "{\"receiptId\":\"%s\"}".formatted(receipt));
    }

    private void voidBill(UUID id) {
        api.as(Role.FINANCE_MANAGER)
                .post("/bills/" + id + "/void", "{\"reason\":\"wrong\"}")
                .expectStatus()
                .isOk();
    }

    private List<UUID> billsOf(UUID receipt) {
        return database.rows("SELECT id FROM bill WHERE receipt_id = ?", receipt).stream()
                .map(row -> (UUID) row.get("id"))
                .toList();
    }

    private static JsonNode created(ResponseSpec response) {
        return Books.json(response.expectStatus().isCreated());
    }

    private static void refused(ResponseSpec response, int status, String code) {
        assertThat(Books.json(response.expectStatus().isEqualTo(status))
                        .get("code")
                        .asString())
                .isEqualTo(code);
    }

    private static UUID id(JsonNode bill) {
        return UUID.fromString(bill.get("id").asString());
    }
}
