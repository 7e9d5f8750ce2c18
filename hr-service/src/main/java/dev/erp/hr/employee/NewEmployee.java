package dev.erp.hr.employee;

import dev.erp.chassis.web.PlainText;
import dev.erp.hr.Calendar;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is hired.
 *
 * @param startDate the first day, in the past, today or in the future
 * @param job what they do from that day on; its own {@code from} must be that day, or missing
 */
@Schema(name = "NewEmployee")
record NewEmployee(
        @Schema(example = "Mara Lindqvist")
        @NotBlank(message = "must be given")
        @Size(max = 200, message = "must have at most 200 characters")
        @PlainText
        String name,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07") @Nullable
        UUID userId,

        @Valid EmployeeDetails.@Nullable Contact contact,

        @Schema(example = "2026-11-02") @NotNull(message = "must be given") @Calendar
        LocalDate startDate,

        @NotNull(message = "must be given") @Valid JobDetails job) {

    EmployeeDetails details() {
        return new EmployeeDetails(name.strip(), userId, contact);
    }
}
