package dev.erp.chassis.money;

import java.math.BigDecimal;
import java.util.Currency;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Numbers on the wire, the same in the HTTP API and in events: a BigDecimal (amount, rate, percent) is a decimal string, so
 * that no reader turns it into a double; a {@link Quantity} is a JSON number.
 */
public final class MoneyJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    public MoneyJson() {
        super("money");
        addSerializer(BigDecimal.class, new DecimalWriter());
        addDeserializer(BigDecimal.class, new DecimalReader());
        addSerializer(Quantity.class, new QuantityWriter());
        addDeserializer(Quantity.class, new QuantityReader());
        addDeserializer(Currency.class, new CurrencyReader());
    }

    private static final class DecimalWriter extends StdSerializer<BigDecimal> {
        DecimalWriter() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator json, SerializationContext context) {
            json.writeString(value.toPlainString());
        }
    }

    private static final class DecimalReader extends StdDeserializer<BigDecimal> {
        DecimalReader() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser json, DeserializationContext context) {
            String text = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : null;
            // no exponent: "1e9999999" would be a few bytes that cost gigabytes
            if (text == null || !text.matches("-?\\d{1,15}(\\.\\d{1,6})?")) {
                throw new RefusedValueException(
                        json, "must be a decimal in a string, such as \"12.30\"", text, BigDecimal.class);
            }
            return new BigDecimal(text);
        }
    }

    private static final class QuantityWriter extends StdSerializer<Quantity> {
        QuantityWriter() {
            super(Quantity.class);
        }

        @Override
        public void serialize(Quantity quantity, JsonGenerator json, SerializationContext context) {
            json.writeNumber(quantity.value());
        }
    }

    private static final class QuantityReader extends StdDeserializer<Quantity> {
        QuantityReader() {
            super(Quantity.class);
        }

        @Override
        public Quantity deserialize(JsonParser json, DeserializationContext context) {
            if (!json.currentToken().isNumeric() || !json.getString().matches("-?\\d{1,15}(\\.\\d{1,6})?")) {
                throw new RefusedValueException(
                        json, "must be a JSON number without exponent", json.getString(), Quantity.class);
            }
            try {
                return new Quantity(new BigDecimal(json.getString()));
            } catch (IllegalArgumentException e) {
                throw new RefusedValueException(json, e.getMessage(), json.getString(), Quantity.class);
            }
        }
    }

    private static final class CurrencyReader extends StdDeserializer<Currency> {
        CurrencyReader() {
            super(Currency.class);
        }

        @Override
        public Currency deserialize(JsonParser json, DeserializationContext context) {
            String code = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : "";
            try {
                Currency currency = Currency.getInstance(code);
                if (currency.getDefaultFractionDigits() >= 0) {
                    return currency;
                }
            } catch (IllegalArgumentException e) {
                // told below, together with codes such as XAU that are no currency to trade in
            }
            throw new RefusedValueException(json, "must be an ISO 4217 currency code", code, Currency.class);
        }
    }
}
