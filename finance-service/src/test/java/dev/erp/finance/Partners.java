package dev.erp.finance;

import static org.awaitility.Awaitility.await;

import dev.erp.testing.Contracts;
import dev.erp.testing.Database;
import dev.erp.testing.TestEvent;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Customers and suppliers that finance has heard of. Unless changed: in EUR. */
public record Partners(Database database) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public UUID customer() {
        return customer(customer -> {});
    }

    public UUID customer(Consumer<ObjectNode> change) {
        return heard("sales.customer.created.v1", "customerId", change);
    }

    public UUID supplier() {
        return heard("purchasing.supplier.created.v1", "supplierId", supplier -> {});
    }

    /** A purchase order of the supplier, approved. */
    public UUID approvedOrder(UUID supplierId) {
        UUID id = UUID.randomUUID();
        var order = (ObjectNode)
                JSON.readTree(Contracts.examples("purchasing.order.approved.v1").getFirst());
        order.put("purchaseOrderId", id.toString());
        ((ObjectNode) order.get("supplier")).put("supplierId", supplierId.toString());
        Heard.publish(TestEvent.of("purchasing.order.approved.v1", id, 3, order.toString()));
        known("purchase_order", id);
        return id;
    }

    private UUID heard(String type, String idField, Consumer<ObjectNode> change) {
        UUID id = UUID.randomUUID();
        var party = (ObjectNode) JSON.readTree(Contracts.examples(type).getFirst());
        party.put(idField, id.toString());
        change.accept(party);
        Heard.publish(TestEvent.of(type, id, 1, party.toString()));
        known("party", id);
        return id;
    }

    private void known(String table, UUID id) {
        await(table + " " + id).atMost(Duration.ofSeconds(30)).until(() -> !database.rows(
                        "SELECT id FROM " + table + " WHERE id = ?", id)
                .isEmpty());
    }
}
