package dev.erp.auth.token;

import java.util.List;
import java.util.UUID;

/**
 * A user as login sees them, with the permissions of all their roles.
 *
 * @param epoch of their access tokens
 */
public record Account(
        UUID id,
        String username,
        String displayName,
        String passwordHash,
        boolean active,
        long epoch,
        List<String> roles,
        List<String> permissions) {

    /** The subject of a token for this session. */
    public TokenSubject in(UUID sessionId) {
        return new TokenSubject(id, displayName, username, roles, permissions, epoch, sessionId, false);
    }

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "Account[" + username + "]";
    }
}
