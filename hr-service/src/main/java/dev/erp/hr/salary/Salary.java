package dev.erp.hr.salary;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.Problem;
import dev.erp.hr.Calendar;
import dev.erp.hr.history.Period;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody earns from one day to another, for those who may know.
 *
 * @param until the last day; missing while none is known
 */
record Salary(
        @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f5d01")
        UUID id,

        @Schema(example = "2026-11-02") LocalDate from,
        @Schema(example = "2027-10-31") @Nullable LocalDate until,
        @Schema(example = "EUR 4200.00") Money amount,

        @Schema(
                example = "month",
                allowableValues = {"month", "year", "hour"})
        String per) {

    static final String PER = "must be month, year or hour";

    @Override
    public String toString() {
        return "Salary[" + id + ", not shown]";
    }

    /**
     * As HR enters it.
     *
     * @param amount before tax, more than 0
     * @param until the last day, or missing
     */
    @Schema(name = "NewSalary")
    record Details(
            @Schema(example = "2026-11-02") @NotNull(message = "must be given") @Calendar
            LocalDate from,

            @Schema(example = "2027-10-31") @Calendar @Nullable
            LocalDate until,

            @Schema(example = "EUR 4200.00") @NotNull(message = "must be given")
            Money amount,

            @Schema(example = "month") @NotNull(message = PER) @Pattern(regexp = "month|year|hour", message = PER)
            String per) {

        /** @throws Problem 400 when the days or the amount cannot be */
        Period requireSound() {
            if (!amount.isPositive()) {
                throw Problem.invalid("amount", "not_positive", "must be more than 0");
            }
            if (until != null && until.isBefore(from)) {
                throw Problem.invalid("until", "before_from", "must be from, or a later day");
            }
            return new Period(from, until);
        }

        @Override
        public String toString() {
            return "NewSalary[not shown]";
        }
    }

    /**
     * That a salary was entered, without the amount: this is stored for those who repeat the request.
     *
     * @param until the last day, or missing
     */
    @Schema(name = "SalaryPeriod")
    record Entered(
            @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f5d01")
            UUID id,

            @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f3d01")
            UUID employeeId,

            @Schema(example = "2026-11-02") LocalDate from,
            @Schema(example = "2027-10-31") @Nullable LocalDate until,
            @Schema(example = "month") String per) {}
}
