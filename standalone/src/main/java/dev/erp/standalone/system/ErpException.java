package dev.erp.standalone.system;

/** What a person has to mend before the command can work; the message is one sentence for that person. */
public final class ErpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence: what is wrong and, where possible, what to do */
    public ErpException(String message) {
        super(message);
    }

    /** @param message one sentence; {@code cause} goes to the log */
    public ErpException(String message, Throwable cause) {
        super(message, cause);
    }
}
