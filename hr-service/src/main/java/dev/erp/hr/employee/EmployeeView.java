package dev.erp.hr.employee;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An employee, as the API shows them on some day.
 *
 * @param endDate the last day, once it is known
 * @param job what they do on the day that was asked for; missing when they are not employed on it
 */
@Schema(name = "Employee")
record EmployeeView(
        @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f3d01")
        UUID id,

        @Schema(example = "E-000012") String number,
        @Schema(example = "Mara Lindqvist") String name,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07") @Nullable
        UUID userId,

        EmployeeDetails.@Nullable Contact contact,

        @Schema(
                example = "active",
                allowableValues = {Employee.ACTIVE, Employee.LEAVING, Employee.TERMINATED})
        String status,

        @Schema(example = "2026-11-02") LocalDate startDate,
        @Schema(example = "2027-03-31") @Nullable LocalDate endDate,
        @Nullable JobView job,
        @JsonIgnore long version,
        @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt,
        @Schema(example = "2026-10-05T08:00:00Z") Instant updatedAt) {

    static EmployeeView of(Employee employee, JobView job) {
        return new EmployeeView(
                employee.id(),
                employee.number(),
                employee.details().name(),
                employee.details().userId(),
                employee.details().contact(),
                employee.status(),
                employee.startDate(),
                employee.endDate(),
                job,
                employee.version(),
                employee.createdAt(),
                employee.updatedAt());
    }
}
