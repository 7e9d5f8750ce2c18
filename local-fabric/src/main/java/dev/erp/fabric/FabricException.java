package dev.erp.fabric;

/** Something a local PostgreSQL or Kafka needs is missing or taken; the message is one sentence made for a person. */
public final class FabricException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence that says what is wrong and, where possible, what to do */
    public FabricException(String message) {
        super(message);
    }

    /** @param message one sentence that says what is wrong; {@code cause} is for the log */
    public FabricException(String message, Throwable cause) {
        super(message, cause);
    }
}
