package dev.erp.standalone.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A line of an export: a record, or one of the things with which records are verified. Only the fields of its sort are there.
 *
 * @param export the format's name, in the first line
 * @param whole whether the export has every record
 */
record Line(
        String export,
        Boolean whole,
        Key key,
        Seal stub,
        Seal checkpoint,
        End end,
        Integer chain,
        long position,
        UUID id,
        String topic,
        String type,
        String action,
        String resourceType,
        UUID resourceId,
        long sequence,
        Instant occurredAt,
        Instant recordedAt,
        String actor,
        String actorName,
        UUID correlationId,
        UUID causationId,
        String traceparent,
        String reason,
        String requestId,
        String address,
        int layout,
        String data,
        @JsonProperty("dataBase64") byte[] bytes,
        String previousHash,
        String hash) {

    record Key(String kid, byte[] publicKey) {}

    record Seal(String kid, String content, byte[] signature) {}

    record End(long records, List<Head> heads) {}

    record Head(int chain, long position, String hash) {}

    boolean isRecord() {
        return chain != null;
    }
}
