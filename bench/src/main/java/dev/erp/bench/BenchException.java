package dev.erp.bench;

/** Why the bench cannot go on; the message is one sentence for the person who started it. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence: what is wrong and, where possible, what to do */
    public BenchException(String message) {
        super(message);
    }

    /** @param message one sentence */
    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
