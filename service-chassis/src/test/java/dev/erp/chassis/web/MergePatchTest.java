package dev.erp.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.MoneyJson;
import jakarta.validation.Validation;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** RFC 7396: what is named changes, null removes, the rest stays; the result is held to the same rules as a new one. */
class MergePatchTest {

    record Address(String street, String city) {}

    record Customer(@NotBlank(message = "must not be blank") String name, String email, Address address, Money limit) {}

    private static final Customer CURRENT =
            new Customer("Ada", "ada@example.com", new Address("Main St", "Bath"), Money.of("10", "EUR"));

    private final JsonMapper json = JsonMapper.builder()
            .addModule(new MoneyJson())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final MergePatch patch =
            new MergePatch(json, Validation.buildDefaultValidatorFactory().getValidator());

    @Test
    void what_is_named_changes_and_the_rest_stays() {
        assertThat(apply("{\"email\":\"a@b.c\",\"limit\":{\"amount\":\"20\"}}"))
                .isEqualTo(new Customer("Ada", "a@b.c", CURRENT.address(), Money.of("20", "EUR")));
        assertThat(apply("{}")).isEqualTo(CURRENT);
    }

    @Test
    void null_removes_also_inside() {
        assertThat(apply("{\"email\":null,\"address\":{\"city\":null}}"))
                .isEqualTo(new Customer("Ada", null, new Address("Main St", null), CURRENT.limit()));
        assertThat(apply("{\"address\":null}").address()).isNull();
    }

    @Test
    void the_result_is_validated() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> apply("{\"name\":null}"))
                .satisfies(problem -> assertThat(problem.errors())
                        .containsExactly(new FieldError("name", "not_blank", "must not be blank")));
    }

    @Test
    void unknown_fields_and_what_is_no_object_are_refused() {
        assertThatExceptionOfType(UnrecognizedPropertyException.class).isThrownBy(() -> apply("{\"id\":1}"));
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> apply("[]"));
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> apply("null"));
    }

    private Customer apply(String changes) {
        return patch.apply(CURRENT, json.readTree(changes));
    }
}
