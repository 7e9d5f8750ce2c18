package dev.erp.hr.position;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.erp.chassis.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people are hired for, as the API shows it. */
record Position(
        @Schema(example = "0193f2c4-6c20-7a31-8d05-2b9e4c7f2d01")
        UUID id,

        @Schema(example = "Roaster") String title,

        @Schema(example = "Roasts, and keeps the roasting log") @Nullable
        String description,

        @JsonIgnore long version,
        @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt,
        @Schema(example = "2026-10-05T08:00:00Z") Instant updatedAt) {

    /**
     * What people enter, and may change.
     *
     * @param title unique, whatever its case
     */
    @Schema(name = "PositionDetails")
    record Details(
            @Schema(example = "Roaster")
            @NotBlank(message = "must be given")
            @Size(max = 100, message = "must have at most 100 characters")
            @PlainText
            String title,

            @Schema(example = "Roasts, and keeps the roasting log")
            @Size(min = 1, max = 1000, message = "must have 1 to 1000 characters")
            @PlainText
            @Nullable
            String description) {}

    /** Data of the events of a position. */
    record Data(UUID positionId, String title, String description) {}

    Details details() {
        return new Details(title, description);
    }

    Position changed(Details details, Instant at) {
        return new Position(id, details.title().strip(), details.description(), version + 1, createdAt, at);
    }

    Data data() {
        return new Data(id, title, description);
    }
}
