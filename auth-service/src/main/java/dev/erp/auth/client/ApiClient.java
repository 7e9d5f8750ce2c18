package dev.erp.auth.client;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

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
        UUID id,
        String name,
        String status,
        List<String> scopes,
        Instant expiresAt,
        @JsonIgnore long version,
        Instant createdAt,
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
