package dev.erp.auth.session;

import java.util.Locale;

/** Why a session ended before it expired. */
public enum EndReason {
    LOGGED_OUT,
    /** By the user, from another session. */
    REVOKED,
    REFRESH_REUSED,
    PASSWORD_CHANGED,
    USER_DISABLED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
