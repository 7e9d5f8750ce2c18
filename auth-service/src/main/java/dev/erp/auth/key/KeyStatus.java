package dev.erp.auth.key;

import java.util.Locale;

/** The life of a key; only one signs at any time. */
enum KeyStatus {
    /** In the JWKS, before it signs or after it has signed: its tokens are accepted. */
    PUBLISHED,
    /** In the JWKS, and signs. */
    SIGNING,
    /** In the JWKS no more: its tokens are refused. */
    RETIRED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
