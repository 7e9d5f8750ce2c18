package dev.erp.auth.token;

import java.util.List;
import java.util.UUID;

/**
 * Whom an access token speaks for.
 *
 * @param username null for an API client
 * @param epoch counts what took older tokens of the subject back; see {@link RevocationEvent}
 * @param sessionId the session it belongs to, or null
 * @param isClient true for an API client: the token says so in {@code client_id} (RFC 9068)
 */
public record TokenSubject(
        UUID id,
        String name,
        String username,
        List<String> roles,
        List<String> permissions,
        long epoch,
        UUID sessionId,
        boolean isClient) {}
