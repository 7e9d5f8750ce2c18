package dev.erp.finance.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.finance.Books;
import dev.erp.finance.Heard;
import dev.erp.finance.Receipts;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@ServiceTest
class ReceiptsBecomeBillsTest {

    private static final String TOPIC = "erp.finance.bill";
    private static final String DRAFTED = "finance.bill.drafted.v1";
    private static final String VOIDED = "finance.bill.voided.v1";
    private static final long SEED = 20261124;

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Test
    void booked_goods_become_a_draft_with_the_same_lines_and_totals() {
        UUID order = UUID.randomUUID();
        UUID receipt = UUID.randomUUID();
        TestEvent received = Receipts.received(order, receipt);
        Heard.publish(received);
        UUID id = billOf(receipt);

        RecordedEvent drafted = Topics.await(DRAFTED, id);
        assertThat(drafted.actor()).isEqualTo("finance-service");
        assertThat(drafted.causationId()).isEqualTo(received.id().toString());
        assertThat(drafted.data().get("purchaseOrderId").asString()).isEqualTo(order.toString());
        assertThat(drafted.data().get("outstanding").asString()).isEqualTo("169.58");

        JsonNode bill = bill(id);
        assertThat(bill.get("status").asString()).isEqualTo("draft");
        assertThat(bill.has("number")).isFalse();
        assertThat(bill.get("gross")).hasToString("{\"amount\":\"169.58\",\"currency\":\"EUR\"}");
        assertThat(bill.get("supplier").get("name").asString()).isEqualTo("Widget Works Ltd");
        assertThat(bill.get("lines").get(0).get("unitPrice").asString()).isEqualTo("7.125");
        api.as(Role.INVENTORY_MANAGER).get("/bills/" + id).expectHeader().valueEquals("ETag", "\"1\"");
        api.as(Role.VIEWER).get("/bills/" + UUID.randomUUID()).expectStatus().isNotFound();
    }

    @Test
    void one_bill_for_each_receipt_though_each_event_comes_one_to_five_times_interleaved() {
        var random = new Random(SEED);
        List<TestEvent> deliveries = new ArrayList<>();
        UUID order = UUID.randomUUID();
        List<UUID> receipts =
                IntStream.range(0, 30).mapToObj(i -> UUID.randomUUID()).toList();
        for (UUID receipt : receipts) {
            deliveries.addAll(Collections.nCopies(1 + random.nextInt(5), Receipts.received(order, receipt)));
        }
        Collections.shuffle(deliveries, random);
        deliveries.forEach(Heard::publish);
        UUID last = UUID.randomUUID();
        Heard.publish(Receipts.received(order, last));

        billOf(last);
        assertThat(database.number("SELECT count(*) FROM bill WHERE purchase_order_id = ?", order))
                .isEqualTo(receipts.size() + 1L);
        Topics.awaitExactly(TOPIC, billOf(receipts.getFirst()), DRAFTED);
    }

    @Test
    void a_receipt_that_is_told_again_announces_its_bill_again_and_makes_no_second_one() {
        UUID order = UUID.randomUUID();
        UUID receipt = UUID.randomUUID();
        Heard.publish(Receipts.received(order, receipt));
        Heard.publish(Receipts.received(order, receipt));
        UUID id = billOf(receipt);
        Topics.awaitExactly(TOPIC, id, DRAFTED, DRAFTED);
        assertThat(Topics.awaitAll(DRAFTED, id, 2)
                        .getLast()
                        .data()
                        .get("repeated")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_reversed_receipt_voids_its_draft_even_in_the_same_set() {
        UUID order = UUID.randomUUID();
        UUID receipt = UUID.randomUUID();
        Heard.publish(Receipts.received(order, receipt));
        Heard.publish(Receipts.reversed(order, receipt));
        UUID id = billOf(receipt);
        Topics.awaitExactly(TOPIC, id, DRAFTED, VOIDED);
        assertThat(bill(id).get("status").asString()).isEqualTo("void");
        assertThat(bill(id).get("voidReason").asString()).isEqualTo("receipt_reversed");
        assertThat(bill(id).get("outstanding").get("amount").asString()).isEqualTo("0.00");
    }

    @Test
    void amounts_that_do_not_add_up_are_parked_with_the_reason() {
        UUID order = UUID.randomUUID();
        Heard.publish(Receipts.received(order, UUID.randomUUID(), goods -> goods.put("net", "142.51")));
        await().until(() -> database.number("SELECT count(*) FROM parked_event WHERE subject = ?", order) == 1);
        assertThat(database.rows("SELECT reason FROM parked_event WHERE subject = ?", order)
                        .getFirst()
                        .get("reason")
                        .toString())
                .contains("net 142.51 is not the sum of the lines, 142.50");
    }

    @Test
    void lists_are_filtered_by_status_supplier_order_receipt_and_text() {
        UUID order = UUID.randomUUID();
        UUID supplier = UUID.randomUUID();
        UUID kept = UUID.randomUUID();
        UUID reversed = UUID.randomUUID();
        for (UUID receipt : List.of(kept, reversed)) {
            Heard.publish(Receipts.received(order, receipt, goods -> ((ObjectNode) goods.get("supplier"))
                    .put("supplierId", supplier.toString())
                    .put("name", "Mill " + supplier)));
        }
        Heard.publish(Receipts.reversed(order, reversed));
        String keptBill = billOf(kept).toString();
        String voidBill = billOf(reversed).toString();
        Topics.await(VOIDED, UUID.fromString(voidBill));

        assertThat(ids("supplierId=" + supplier + "&sort=createdAt")).containsExactlyInAnyOrder(keptBill, voidBill);
        assertThat(ids("supplierId=" + supplier + "&status=draft")).containsExactly(keptBill);
        assertThat(ids("purchaseOrderId=" + order + "&status=void")).containsExactly(voidBill);
        assertThat(ids("receiptId=" + kept)).containsExactly(keptBill);
        assertThat(ids("q=" + supplier + "&sort=-supplierName")).hasSize(2);
        assertThat(ids("supplierId=" + supplier + "&sort=dueOn&limit=1")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"status, unpaid", "supplierId, 17", "purchaseOrderId, x", "receiptId, x", "sort, gross", "limit, 0"})
    void a_malformed_query_is_refused_by_name(String parameter, String value) {
        api.as(Role.VIEWER)
                .get("/bills?" + parameter + "={value}", value)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(parameter);
    }

    private UUID billOf(UUID receipt) {
        return await().until(
                        () -> database.rows("SELECT id FROM bill WHERE receipt_id = ?", receipt).stream()
                                .map(row -> (UUID) row.get("id"))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private JsonNode bill(UUID id) {
        return Books.json(api.as(Role.VIEWER).get("/bills/" + id).expectStatus().isOk());
    }

    private List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        Books.json(api.as(Role.VIEWER).get("/bills?" + query).expectStatus().isOk())
                .get("items")
                .forEach(item -> ids.add(item.get("id").asString()));
        return ids;
    }
}
