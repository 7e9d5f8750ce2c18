package dev.erp.chassis.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Numbers on the wire: amounts as strings, quantities as numbers, nothing that costs more to read than to send. */
class MoneyJsonTest {

    private final JsonMapper json =
            JsonMapper.builder().addModule(new MoneyJson()).build();

    record Line(Quantity quantity, Money price, BigDecimal taxRate) {}

    @Test
    void amounts_and_rates_are_strings_and_quantities_are_numbers() {
        Line line = new Line(Quantity.of(1000), Money.of("12.3", "EUR"), new BigDecimal("19.00"));

        String text = json.writeValueAsString(line);

        assertThat(text)
                .contains("\"quantity\":1000", "\"amount\":\"12.30\"", "\"currency\":\"EUR\"", "\"taxRate\":\"19.00\"");
        assertThat(json.readValue(text, Line.class)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12.30",
                "\"1e9999999\"",
                "\"1E2\"",
                "\"\"",
                "\" 1\"",
                "\"+1\"",
                "\"1.\"",
                "\".5\"",
                "\"0x1\"",
                "\"1,5\"",
                "\"NaN\"",
                "\"1234567890123456\"",
                "\"1.1234567\"",
                "\"١\"",
                "true",
                "[]"
            })
    void a_decimal_is_a_plain_decimal_in_a_string(String amount) {
        assertThatThrownBy(() -> json.readValue(amount, BigDecimal.class))
                .isInstanceOf(RefusedValueException.class)
                .hasMessageContaining("must be a decimal in a string, such as \"12.30\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "1e5", "1E400000000", "true", "{}", "1234567890", "0.0001", "1234567890123456"})
    void a_quantity_is_a_plain_number_in_range(String quantity) {
        assertThatThrownBy(() -> json.readValue(quantity, Quantity.class))
                .isInstanceOf(RefusedValueException.class)
                .hasMessageContaining("must ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"XXX\"", "\"eur\"", "\"EURO\"", "\"\"", "978", "\"XAU\""})
    void a_currency_is_one_to_trade_in(String currency) {
        assertThatThrownBy(() -> json.readValue(currency, Currency.class))
                .isInstanceOf(RefusedValueException.class)
                .hasMessageContaining("must be an ISO 4217 currency code");
    }
}
