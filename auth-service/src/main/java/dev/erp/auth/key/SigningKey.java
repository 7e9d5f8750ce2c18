package dev.erp.auth.key;

import java.security.interfaces.RSAPrivateKey;

/**
 * The key that signs access tokens now.
 *
 * @param kid its id in the JWKS: the thumbprint of the public key (RFC 7638)
 */
public record SigningKey(String kid, RSAPrivateKey privateKey) {

    /** Never shows the key. */
    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
