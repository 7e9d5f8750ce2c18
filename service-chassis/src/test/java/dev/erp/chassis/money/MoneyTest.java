package dev.erp.chassis.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({"12.3, EUR, 12.30", "12.300, EUR, 12.30", "5, JPY, 5", "1.5, KWD, 1.500", "-0.00, EUR, 0.00"})
    void an_amount_has_its_currencys_decimals(String amount, String currency, String expected) {
        assertThat(Money.of(amount, currency).amount()).isEqualTo(new BigDecimal(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "1.234, EUR, must have at most 2 decimals in EUR",
        "0.5, JPY, must have at most 0 decimals in JPY",
        "1234567890123, EUR, must have at most 12 digits before the decimal point",
        "1, XAU, must be in a currency to trade in; XAU has no minor units"
    })
    void what_is_no_amount_to_trade_with_is_refused(String amount, String currency, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of(amount, currency))
                .withMessage(rule);
    }

    @Test
    void equal_amounts_are_equal_however_they_were_written() {
        assertThat(Money.of("1", "EUR")).isEqualTo(Money.of("1.00", "EUR")).hasSameHashCodeAs(Money.of("1.0", "EUR"));
    }

    @Test
    void halves_are_rounded_up() {
        Currency eur = Currency.getInstance("EUR");
        assertThat(Money.rounded(new BigDecimal("0.125"), eur)).isEqualTo(Money.of("0.13", "EUR"));
        assertThat(Money.of("0.50", "EUR").percent(new BigDecimal("19"))).isEqualTo(Money.of("0.10", "EUR"));
        assertThat(Money.of("1.00", "EUR").percent(new BigDecimal("33.333"))).isEqualTo(Money.of("0.33", "EUR"));
    }

    @Test
    void currencies_are_not_mixed() {
        Money eur = Money.of("1", "EUR");
        Money usd = Money.of("1", "USD");
        assertThatIllegalArgumentException().isThrownBy(() -> eur.plus(usd));
        assertThatIllegalArgumentException().isThrownBy(() -> eur.minus(usd));
        assertThatIllegalArgumentException().isThrownBy(() -> eur.compareTo(usd));
    }

    @Test
    void sums_and_signs_are_exact() {
        Money sum = Money.zero(Currency.getInstance("EUR"));
        for (int i = 0; i < 10; i++) {
            sum = sum.plus(Money.of("0.10", "EUR"));
        }
        assertThat(sum).isEqualTo(Money.of("1", "EUR")).isGreaterThan(Money.of("0.99", "EUR"));
        assertThat(sum.minus(sum).isZero()).isTrue();
        assertThat(Money.of("0.99", "EUR").minus(sum).isNegative()).isTrue();
    }
}
