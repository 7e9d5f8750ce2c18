package dev.erp.hr.employee;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does here from one day to another.
 *
 * @param until the last day; missing while none is known
 */
@Schema(name = "Job")
record JobView(
        @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f4d01")
        UUID id,

        @Schema(example = "2026-11-02") LocalDate from,
        @Schema(example = "2027-03-31") @Nullable LocalDate until,
        JobDepartment department,
        JobPosition position,
        @Nullable JobReportsTo manager,
        @Schema(example = "full_time") String employmentType) {

    /** Where. */
    @Schema(name = "JobDepartment")
    record JobDepartment(
            @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f1d01")
            UUID id,

            @Schema(example = "Roastery") String name) {}

    /** As what. */
    @Schema(name = "JobPosition")
    record JobPosition(
            @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f2d01")
            UUID id,

            @Schema(example = "Roaster") String title) {}

    /** Under whom. */
    @Schema(name = "JobReportsTo")
    record JobReportsTo(
            @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f3d07")
            UUID id,

            @Schema(example = "E-000003") String number,
            @Schema(example = "Ove Strand") String name) {}
}
