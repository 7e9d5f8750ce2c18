package dev.erp.chassis.money;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.InvalidFormatException;

/** A JSON value that is not what it must be; its message says what that is, and may be told to the sender. */
public final class RefusedValueException extends InvalidFormatException {

    private static final long serialVersionUID = 1L;

    /** @param rule begins with "must" */
    public RefusedValueException(JsonParser json, String rule, Object value, Class<?> target) {
        super(json, rule, value, target);
    }
}
