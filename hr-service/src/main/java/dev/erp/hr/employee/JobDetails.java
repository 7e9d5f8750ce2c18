package dev.erp.hr.employee;

import dev.erp.hr.Calendar;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does here from a day on.
 *
 * @param from the first day; the employment's first day if not given, when somebody is hired
 * @param managerId the employee whom they report to, if anybody
 */
@Schema(name = "JobDetails")
record JobDetails(
        @Schema(example = "2026-11-02") @Calendar LocalDate from,

        @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f1d01") @NotNull(message = "must be given")
        UUID departmentId,

        @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f2d01") @NotNull(message = "must be given")
        UUID positionId,

        @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f3d07") @Nullable
        UUID managerId,

        @Schema(example = "full_time")
        @NotNull(message = JobDetails.TYPES)
        @Pattern(regexp = "full_time|part_time|temporary|apprentice|intern|contractor", message = JobDetails.TYPES)
        String employmentType) {

    static final String TYPES = "must be full_time, part_time, temporary, apprentice, intern or contractor";

    JobDetails startingOn(LocalDate day) {
        return new JobDetails(day, departmentId, positionId, managerId, employmentType);
    }
}
