package dev.erp.purchasing.supplier;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.event.EventJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** A supplier. Never deleted, because orders and bills refer to it; deactivated, nothing can be ordered there any more. */
record Supplier(
        UUID id,
        String number,
        SupplierDetails details,
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

        static Status of(String code) {
            return code.equals("active") ? ACTIVE : INACTIVE;
        }
    }

    Supplier changed(SupplierDetails newDetails, Instant at) {
        return new Supplier(id, number, newDetails, status, version + 1, createdAt, at);
    }

    Supplier deactivated(Instant at) {
        return new Supplier(id, number, details, Status.INACTIVE, version + 1, createdAt, at);
    }

    /** A price of it was agreed or ended: that is an event of the supplier, and so a version. */
    Supplier repriced(Instant at) {
        return new Supplier(id, number, details, status, version + 1, createdAt, at);
    }

    /** What a search looks into. */
    String searched() {
        Stream<String> contacts =
                details.contacts().stream().flatMap(contact -> Stream.of(contact.name(), contact.email()));
        return Stream.concat(Stream.of(number, details.name(), details.taxId()), contacts)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    /** What a client sees. */
    @Schema(name = "Supplier")
    record View(
            @Schema(example = "0193f2c4-3c00-7b21-9c14-7a4f1e2d8b01")
            UUID id,

            @Schema(example = "V-000004") String number,
            @JsonUnwrapped SupplierDetails details,
            @Schema(example = "active") Status status,
            @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt,
            @Schema(example = "2026-10-05T08:00:00Z") Instant updatedAt) {}

    View view() {
        return new View(id, number, details, status, createdAt, updatedAt);
    }

    /**
     * Data of every supplier event: the whole new state.
     *
     * @param before former values of what changed, null for what had none; missing in {@code created}
     */
    record Data(
            UUID supplierId,
            String number,
            @JsonUnwrapped SupplierDetails details,
            Status status,
            Map<String, JsonNode> before) {}

    Data createdData() {
        return new Data(id, number, details, status, null);
    }

    Data changedData(Supplier before) {
        return new Data(id, number, details, status, former(before.createdData(), createdData()));
    }

    /** The former values of the fields that changed, null for what had none. */
    static Map<String, JsonNode> former(Object before, Object after) {
        Map<String, JsonNode> former = new TreeMap<>();
        JsonNode then = EventJson.MAPPER.valueToTree(before);
        JsonNode now = EventJson.MAPPER.valueToTree(after);
        then.properties().stream()
                .filter(field -> !field.getValue().equals(now.get(field.getKey())))
                .forEach(field -> former.put(field.getKey(), field.getValue()));
        now.properties().stream()
                .filter(field -> !then.has(field.getKey()))
                .forEach(field -> former.put(field.getKey(), NullNode.getInstance()));
        return former;
    }
}
