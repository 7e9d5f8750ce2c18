package dev.erp.chassis.web;

import dev.erp.chassis.money.RefusedValueException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Strings of requests: nothing else is taken for one, and none holds a NUL, which PostgreSQL cannot store. */
final class StringJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    StringJson() {
        super("strings");
        addDeserializer(String.class, new Reader());
    }

    private static final class Reader extends StringDeserializer {

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new RefusedValueException(json, "must be a string", null, String.class);
            }
            String text = json.getString();
            if (text.indexOf('\0') >= 0) {
                throw new RefusedValueException(json, "must not hold a NUL", null, String.class);
            }
            return text;
        }
    }
}
