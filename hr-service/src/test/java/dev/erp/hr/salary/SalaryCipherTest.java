package dev.erp.hr.salary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.money.Money;
import dev.erp.hr.salary.SalaryCipher.Binding;
import dev.erp.hr.salary.SalaryCipher.Sealed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Currency;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalaryCipherTest {

    private static final String ONE = "one:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String TWO = "two:"
            + Base64.getEncoder()
                    .encodeToString("01234567890123456789012345678901".getBytes(StandardCharsets.US_ASCII));
    private static final Binding MARA = new Binding(UUID.randomUUID(), UUID.randomUUID(), LocalDate.of(2026, 1, 1));

    private static SalaryCipher with(String keys) {
        return new SalaryCipher(new SalaryKeys(keys).decoded());
    }

    private static Money money(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    @ParameterizedTest
    @CsvSource({"4200.00,EUR", "0.01,EUR", "999999999999.99,EUR", "500000,JPY", "1234.567,KWD"})
    void what_was_encrypted_is_decrypted_and_no_amount_is_longer_than_another(String amount, String currency) {
        SalaryCipher cipher = with(ONE);
        Sealed encrypted = cipher.seal(MARA, money(amount, currency));

        assertThat(cipher.open(MARA, encrypted)).isEqualTo(money(amount, currency));
        assertThat(encrypted.amount()).hasSize(60);
        assertThat(new String(encrypted.amount(), StandardCharsets.ISO_8859_1)).doesNotContain(amount, currency);
    }

    @Test
    void the_same_amount_looks_different_each_time() {
        SalaryCipher cipher = with(ONE);
        assertThat(cipher.seal(MARA, money("4200.00", "EUR")).amount())
                .isNotEqualTo(cipher.seal(MARA, money("4200.00", "EUR")).amount());
    }

    @Test
    void a_row_is_not_taken_for_another_and_a_changed_one_for_nothing() {
        SalaryCipher cipher = with(ONE);
        Sealed encrypted = cipher.seal(MARA, money("4200.00", "EUR"));
        for (Binding other : new Binding[] {
            new Binding(UUID.randomUUID(), MARA.employeeId(), MARA.from()),
            new Binding(MARA.salaryId(), UUID.randomUUID(), MARA.from()),
            new Binding(MARA.salaryId(), MARA.employeeId(), MARA.from().plusDays(1))
        }) {
            assertThatThrownBy(() -> cipher.open(other, encrypted)).isInstanceOf(IllegalStateException.class);
        }
        byte[] changed = encrypted.amount().clone();
        changed[20] ^= 1;
        assertThatThrownBy(() -> cipher.open(MARA, new Sealed("one", changed)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("4200");
    }

    @Test
    void the_first_key_encrypts_and_all_decrypt() {
        Sealed old = with(ONE).seal(MARA, money("4200.00", "EUR"));
        SalaryCipher both = with(TWO + "," + ONE);

        assertThat(both.open(MARA, old)).isEqualTo(money("4200.00", "EUR"));
        assertThat(both.seal(MARA, money("4200.00", "EUR")).keyId()).isEqualTo("two");
        assertThatThrownBy(() -> with(TWO).open(MARA, old))
                .hasMessageContaining("key one, which is not among erp.hr.salary-keys");
    }

    @Test
    void a_hash_of_a_request_says_nothing_without_the_key() {
        byte[] request = "4200.00".getBytes(StandardCharsets.UTF_8);
        assertThat(with(ONE).hash(request))
                .isEqualTo(with(ONE).hash(request))
                .isNotEqualTo(with(TWO).hash(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "one",
                ":AAAA",
                "one:AAAA",
                "one:not base64 at all!",
                "o ne:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
            })
    void settings_that_are_no_keys_are_refused_without_showing_any(String keys) {
        assertThatThrownBy(() -> new SalaryKeys(keys).decoded())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("erp.hr.salary-keys")
                .hasMessageNotContaining("AAAA")
                .hasMessageNotContaining("base64 at")
                .hasNoCause();
        assertThatThrownBy(() -> new SalaryKeys(ONE + "," + ONE).decoded()).hasMessageContaining("two keys one");
        assertThat(new SalaryKeys(ONE).toString()).doesNotContain("AAAA");
    }
}
