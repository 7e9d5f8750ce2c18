package dev.erp.audit.trail;

import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;

/**
 * A checkpoint as the API shows it.
 *
 * @param keyId SHA-256 of the public key, Base64url
 * @param content what was signed, byte for byte: lines of text with the position and the hash of the last record of each chain
 * @param signature Ed25519 (RFC 8032) over {@code content}, Base64
 */
@Schema(name = "AuditCheckpoint")
record CheckpointView(
        @Schema(example = "0193f2c4-c285-71a7-9dcc-90d08e73e10a")
        UUID id,

        @Schema(example = "17") long number,
        @Schema(example = "2026-11-20T06:00:02.114930Z") Instant createdAt,

        @Schema(example = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGCqXs")
        String keyId,

        @Schema(
                example = "erp-audit-checkpoint-1\nnumber 17\nid 0193f2c4-c285-71a7-9dcc-90d08e73e10a\n"
                        + "created 2026-11-20T06:00:02.114930Z\nkey NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGCqXs\n"
                        + "previous 9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab\n"
                        + "chain 0 1842 5f1c8a0e4b7d2c9635a1e8f07b6d4c2a91e3f5d8b7c6a4029d1e8f3b5a7c6d40\n")
        String content,

        @Schema(example = "q83vEjRWeJCrze8SNFZ4kKvN7xI0Vnh4q83vEjRWeJCrze8SNFZ4kKvN7xI0Vnh4q83vEjRWeJCrze8SNFZ4kA==")
        String signature) {

    static CheckpointView of(Readable row) {
        return new CheckpointView(
                row.get("id", UUID.class),
                row.get("number", Long.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("kid", String.class),
                row.get("content", String.class),
                Base64.getEncoder().encodeToString(row.get("signature", byte[].class)));
    }
}
