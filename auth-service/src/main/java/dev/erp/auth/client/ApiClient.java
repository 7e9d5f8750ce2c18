package dev.erp.auth.client;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A machine that may call the API.
 *
 * @param id its client id
 * @param status {@code active} or {@code disabled}
 * @param scopes the permissions that its tokens carry, sorted
 * @param expiresAt from then on it gets no tokens; null for never
 * @param lastUsedAt when it got a token last, or null
 */
record ApiClient(
        @Schema(example = "0193f2c4-a063-7f85-9baa-7ebe6c51cf08")
        UUID id,

        @Schema(example = "Web shop") String name,
        @Schema(example = "active") String status,

        @Schema(example = "[\"products:read\", \"sales-orders:write\"]")
        List<String> scopes,

        @Schema(example = "2027-12-31T23:59:59Z") @Nullable Instant expiresAt,
        @JsonIgnore long version,
        @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt,

        @Schema(example = "2026-11-02T09:15:04.218313Z") @Nullable
        Instant lastUsedAt) {

    static final String ACTIVE = "active";
    static final String DISABLED = "disabled";

    Details details() {
        return new Details(name, scopes, expiresAt);
    }

    ApiClient with(Details wanted) {
        return new ApiClient(
                id,
                wanted.name().strip(),
                status,
                wanted.sortedScopes(),
                wanted.expiresAt(),
                version + 1,
                createdAt,
                lastUsedAt);
    }

    ApiClient withStatus(String newStatus) {
        return new ApiClient(id, name, newStatus, scopes, expiresAt, version + 1, createdAt, lastUsedAt);
    }
}
