package dev.erp.standalone.api;

import java.io.IOException;

/** No answer, so whether the request had an effect is not known. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String request, Exception cause) {
        super(
                "%s was not answered: %s".formatted(request, cause instanceof IOException ? cause : "interrupted"),
                cause);
    }
}
