package dev.erp.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCircumstancesTest {

    @Test
    void a_reason_is_text_in_utf_8_or_percent_encoded() {
        assertThat(RequestCircumstances.reason("the customer called")).isEqualTo("the customer called");
        String bytes = new String("Käufer rief an".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(RequestCircumstances.reason(bytes)).isEqualTo("Käufer rief an");
        assertThat(RequestCircumstances.reason("UTF-8''K%C3%A4ufer%20rief+an")).isEqualTo("Käufer rief+an");
    }

    @Test
    void no_reason_and_a_blank_one_are_none() {
        assertThat(RequestCircumstances.reason(null)).isNull();
        assertThat(RequestCircumstances.reason("  ")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8''%FF", "UTF-8''%0A", "UTF-8''%4", "UTF-8''%20", "a\tb"})
    void what_is_no_text_is_refused_by_name(String header) {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> RequestCircumstances.reason(header));
    }

    @Test
    void a_reason_has_at_most_200_characters() {
        assertThat(RequestCircumstances.reason("x".repeat(200))).hasSize(200);
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> RequestCircumstances.reason("x".repeat(201)));
    }
}
