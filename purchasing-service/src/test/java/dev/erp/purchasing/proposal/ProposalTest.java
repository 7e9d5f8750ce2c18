package dev.erp.purchasing.proposal;

import static dev.erp.purchasing.Buying.expectProblem;
import static dev.erp.purchasing.Buying.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.purchasing.Buying;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ProposalTest {

    private static final UUID WAREHOUSE = UUID.randomUUID();

    @Autowired
    Api api;

    @Autowired
    Database database;

    Buying buying;
    UUID product;

    @BeforeEach
    void arrive() {
        buying = new Buying(api, database);
        product = UUID.randomUUID();
        buying.publishWarehouse("created", WAREHOUSE, 1, "active");
        buying.publishProduct("created", product, 1, "piece", 0, 40, 25, "active");
    }

    @Test
    void what_has_fallen_is_proposed_from_the_cheapest_active_supplier_in_whole_reorder_quantities() {
        UUID dear = buying.supplier();
        UUID gone = buying.supplier();
        UUID cheap = buying.supplier();
        UUID abroad = buying.supplier("USD");
        buying.agree(dear, product, "12.00");
        buying.agree(gone, product, "1.00");
        buying.agree(cheap, product, "11.40");
        buying.agree(abroad, product, "2.00", "USD");
        buying.buyer().post("/suppliers/" + gone + "/deactivate").expectStatus().isOk();
        falls(7);
        JsonNode proposal = awaitProposal();
        assertThat(proposal.get("supplierId").asString()).isEqualTo(cheap.toString());
        assertThat(line(proposal).get("quantity").asInt()).as("33 are missing").isEqualTo(50);
        assertThat(proposal.at("/net/amount").asString()).isEqualTo("570.00");

        buying.buyer()
                .post("/suppliers/" + cheap + "/deactivate")
                .expectStatus()
                .isOk();
        assertThat(proposal().orElseThrow().get("supplierId").asString()).isEqualTo(dear.toString());
    }

    @Test
    void what_nobody_sells_is_proposed_without_a_supplier() {
        falls(7);
        JsonNode proposal = awaitProposal();
        assertThat(proposal.get("supplierId")).isNull();
        assertThat(line(proposal).get("unitPrice")).isNull();
    }

    @Test
    void the_proposed_order_is_drafted_once_and_what_is_on_its_way_is_proposed_no_more() {
        UUID supplier = buying.supplier();
        buying.agree(supplier, product, "11.40");
        falls(7);
        awaitProposal();
        String path = "/purchase-proposals/" + supplier + "/order";
        UUID order = Api.idOf(buying.buyer().post(path, "{}"));
        JsonNode draft = buying.read(order);
        assertThat(draft.get("status").asString()).isEqualTo("draft");
        assertThat(draft.get("warehouseId").asString()).isEqualTo(WAREHOUSE.toString());
        assertThat(draft.at("/lines/0/quantity").asInt()).isEqualTo(50);
        assertThat(draft.at("/lines/0/unitPrice/amount").asString()).isEqualTo("11.40");
        assertThat(proposal()).isEmpty();
        expectProblem(buying.buyer().post(path, "{}"), 409, "nothing_proposed");
        buying.buyer()
                .post("/purchase-orders/" + order + "/cancel", "{\"reason\": \"no\"}")
                .expectStatus()
                .isOk();
        assertThat(proposal()).isPresent();
        expectProblem(
                buying.buyer().post("/purchase-proposals/" + UUID.randomUUID() + "/order", "{}"), 404, "not_found");
    }

    @Test
    void what_has_risen_again_is_proposed_no_more() {
        falls(7);
        awaitProposal();
        publish("received", 3, 60);
        await().untilAsserted(() -> assertThat(proposal()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"reserved", "issued", "reversed", "adjusted", "counted", "transferred", "returned"})
    void a_proposal_follows_what_is_available(String what) {
        falls(30);
        assertThat(line(awaitProposal()).get("quantity").asInt()).isEqualTo(25);
        publish(what, 3, 10);
        await().untilAsserted(() ->
                assertThat(line(awaitProposal()).get("available").asInt()).isEqualTo(10));
        assertThat(line(awaitProposal()).get("quantity").asInt()).isEqualTo(50);
    }

    private void falls(int available) {
        publish("below-reorder-level", 2, available);
    }

    private void publish(String what, int sequence, int available) {
        Buying.publish(TestEvent.of("inventory.stock." + what + ".v1", product, sequence, """
            {"productId": "%1$s", "sku": "%2$s", "stockId": "%1$s", "warehouseId": "%3$s", "warehouseCode": "MAIN",
             "change": %5$d, "reason": "goods_received", "onHand": %4$d, "reserved": 0, "available": %4$d,
             "unitCost": "1.0000", "value": "7.0000", "reorderLevel": 40, "reorderQuantity": 25,
             "before": {"onHand": 7, "reserved": 0, "available": 7}}\
            """.formatted(
                product, Buying.sku(product), WAREHOUSE, available, what.matches("issued|reversed") ? -53 : 53)));
    }

    private JsonNode awaitProposal() {
        await().untilAsserted(() -> assertThat(proposal()).isPresent());
        return proposal().orElseThrow();
    }

    /** The one that names the product. */
    private Optional<JsonNode> proposal() {
        List<JsonNode> all = json(buying.buyer()
                        .get("/purchase-proposals")
                        .expectStatus()
                        .isOk())
                .get("items")
                .valueStream()
                .filter(proposal -> proposal.get("lines")
                        .valueStream()
                        .anyMatch(line -> line.get("productId").asString().equals(product.toString())))
                .toList();
        assertThat(all).hasSizeLessThan(2);
        return all.stream().findFirst();
    }

    private JsonNode line(JsonNode proposal) {
        return proposal.get("lines")
                .valueStream()
                .filter(line -> line.get("productId").asString().equals(product.toString()))
                .findFirst()
                .orElseThrow();
    }
}
