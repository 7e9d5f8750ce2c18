package dev.erp.sales.customer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.event.EventJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** A customer. Never deleted, because orders and invoices refer to it; deactivated, it cannot order any more. */
record Customer(
        UUID id,
        String number,
        CustomerDetails details,
        Status status,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    enum Status {
        ACTIVE("active"),
        INACTIVE("inactive");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        @JsonValue
        String code() {
            return code;
        }
    }

    Customer changed(CustomerDetails newDetails, Instant at) {
        return new Customer(id, number, newDetails, status, version + 1, createdAt, at);
    }

    Customer deactivated(Instant at) {
        return new Customer(id, number, details, Status.INACTIVE, version + 1, createdAt, at);
    }

    /** What a client sees. */
    @Schema(name = "Customer")
    record View(
            @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01")
            UUID id,

            @Schema(example = "C-000017") String number,
            @JsonUnwrapped CustomerDetails details,
            @Schema(example = "active") Status status,
            @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt,
            @Schema(example = "2026-10-05T08:00:00Z") Instant updatedAt) {}

    View view() {
        return new View(id, number, details, status, createdAt, updatedAt);
    }

    /**
     * Data of every customer event: the whole new state.
     *
     * @param before former values of what changed, null for what had none; missing in {@code created}
     */
    record Data(
            UUID customerId,
            String number,
            @JsonUnwrapped CustomerDetails details,
            Status status,
            Map<String, JsonNode> before) {}

    Data createdData() {
        return new Data(id, number, details, status, null);
    }

    Data changedData(Customer before) {
        Map<String, JsonNode> former = new TreeMap<>();
        JsonNode then = EventJson.MAPPER.valueToTree(before.createdData());
        JsonNode now = EventJson.MAPPER.valueToTree(createdData());
        then.properties().stream()
                .filter(field -> !field.getValue().equals(now.get(field.getKey())))
                .forEach(field -> former.put(field.getKey(), field.getValue()));
        now.properties().stream()
                .filter(field -> !then.has(field.getKey()))
                .forEach(field -> former.put(field.getKey(), NullNode.getInstance()));
        return new Data(id, number, details, status, former);
    }
}
