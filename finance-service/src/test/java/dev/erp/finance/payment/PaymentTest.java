package dev.erp.finance.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.Problem;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");

    @ParameterizedTest
    @CsvSource({"0.01, 2026-11-22", "1000000.00, 2026-11-21", "0.01, 2016-11-22"})
    void money_that_came_in_is_accepted(String amount, LocalDate receivedOn) {
        assertThatCode(() -> Payment.check(Money.of(amount, "EUR"), receivedOn, TODAY))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "0.00, 2026-11-22, amount.amount, not_positive, must be more than 0",
        "-0.01, 2026-11-22, amount.amount, not_positive, must be more than 0",
        "1.00, 2026-11-23, receivedOn, in_the_future, must be 2026-11-22 (today) or before",
        "1.00, 2016-11-21, receivedOn, too_old, must be 2016-11-22 or later"
    })
    void what_is_out_of_range_is_refused_by_name(
            String amount, LocalDate receivedOn, String field, String code, String message) {
        assertThatThrownBy(() -> Payment.check(Money.of(amount, "EUR"), receivedOn, TODAY))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status().value()).isEqualTo(400);
                    assertThat(problem.errors()).hasSize(1);
                    assertThat(problem.errors().getFirst().field()).isEqualTo(field);
                    assertThat(problem.errors().getFirst().code()).isEqualTo(code);
                    assertThat(problem.errors().getFirst().message()).isEqualTo(message);
                });
    }
}
