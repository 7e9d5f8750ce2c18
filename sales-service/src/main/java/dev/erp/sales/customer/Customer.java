package dev.erp.sales.customer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A customer. Never deleted, because orders and invoices refer to it; deactivated, it cannot order any more.
 *
 * @param creditLimit what it may owe, in its currency; null: anything
 */
record Customer(
        UUID id,
        String number,
        CustomerDetails details,
        BigDecimal creditLimit,
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
        return new Customer(id, number, newDetails, creditLimit, status, version + 1, createdAt, at);
    }

    Customer deactivated(Instant at) {
        return new Customer(id, number, details, creditLimit, Status.INACTIVE, version + 1, createdAt, at);
    }

    Customer limited(BigDecimal newLimit, Instant at) {
        return new Customer(id, number, details, newLimit, status, version + 1, createdAt, at);
    }

    /** What a client sees. */
    @Schema(name = "Customer")
    record View(
            @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01")
            UUID id,

            @Schema(example = "C-000017") String number,
            @JsonUnwrapped CustomerDetails details,

            @Schema(example = "EUR 5000.00", description = "What it may owe; without limit if it is not there")
            @Nullable
            Money creditLimit,

            @Schema(example = "active") Status status,
            @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt,
            @Schema(example = "2026-10-05T08:00:00Z") Instant updatedAt) {}

    View view() {
        return new View(
                id,
                number,
                details,
                creditLimit == null ? null : new Money(creditLimit, details.currency()),
                status,
                createdAt,
                updatedAt);
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
            BigDecimal creditLimit,
            Status status,
            Map<String, JsonNode> before) {}

    Data createdData() {
        return new Data(id, number, details, creditLimit, status, null);
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
        return new Data(id, number, details, creditLimit, status, former);
    }
}
