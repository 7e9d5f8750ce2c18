package dev.erp.hr.department;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.erp.chassis.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A department, as the API shows it. Departments are a tree. */
record Department(
        @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f1d01")
        UUID id,

        @Schema(example = "Roastery") String name,

        @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f1d00") @Nullable
        UUID parentId,

        @JsonIgnore long version,
        @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt,
        @Schema(example = "2026-10-05T08:00:00Z") Instant updatedAt) {

    /**
     * What people enter, and may change.
     *
     * @param name unique, whatever its case
     * @param parentId the department that it is part of; none for one at the top
     */
    @Schema(name = "DepartmentDetails")
    record Details(
            @Schema(example = "Roastery")
            @NotBlank(message = "must be given")
            @Size(max = 100, message = "must have at most 100 characters")
            @PlainText
            String name,

            @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f1d00") @Nullable
            UUID parentId) {}

    /** Data of the events of a department. */
    record Data(UUID departmentId, String name, UUID parentId) {}

    Details details() {
        return new Details(name, parentId);
    }

    Department changed(Details details, Instant at) {
        return new Department(id, details.name().strip(), details.parentId(), version + 1, createdAt, at);
    }

    Data data() {
        return new Data(id, name, parentId);
    }
}
