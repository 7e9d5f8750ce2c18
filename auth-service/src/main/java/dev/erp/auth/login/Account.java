package dev.erp.auth.login;

import java.util.List;
import java.util.UUID;

/** A user as login sees them, with the permissions of all their roles. */
record Account(
        UUID id,
        String username,
        String displayName,
        String passwordHash,
        boolean active,
        List<String> roles,
        List<String> permissions) {

    /** Never shows the hash. */
    @Override
    public String toString() {
        return "Account[" + username + "]";
    }
}
