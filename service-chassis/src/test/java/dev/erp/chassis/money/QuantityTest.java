package dev.erp.chassis.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({"3, 3", "3.000, 3", "2.50, 2.5", "100, 100", "1E+3, 1000", "0.000, 0", "-1.5, -1.5"})
    void it_is_written_without_trailing_zeros_and_without_exponent(BigDecimal value, String expected) {
        assertThat(new Quantity(value)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0001, must have at most 3 decimals",
        "1234567890, must have at most 9 digits before the decimal point",
        "1E+9, must have at most 9 digits before the decimal point"
    })
    void what_is_out_of_range_is_refused(BigDecimal value, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Quantity(value))
                .withMessage(rule);
    }

    @Test
    void equal_quantities_are_equal_however_they_were_written() {
        assertThat(new Quantity(new BigDecimal("2.0")))
                .isEqualTo(Quantity.of(2))
                .hasSameHashCodeAs(Quantity.of(2));
        assertThat(Quantity.of(5).minus(Quantity.of(5))).isEqualTo(Quantity.ZERO);
    }

    @Test
    void whole_and_fractional_quantities_are_told_apart() {
        assertThat(Quantity.of(1000).isWhole()).isTrue();
        assertThat(new Quantity(new BigDecimal("0.5")).isWhole()).isFalse();
    }
}
