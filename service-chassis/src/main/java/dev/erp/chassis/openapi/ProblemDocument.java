package dev.erp.chassis.openapi;

import dev.erp.chassis.web.FieldError;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the document says of the members of a problem. */
@Schema(name = ProblemDocument.NAME, description = "What went wrong (RFC 9457). Some problems have further members.")
record ProblemDocument(
        @Schema(format = "uri", description = "Names the kind of problem")
        String type,

        @Schema(description = "The status in words") String title,
        @Schema(minimum = "400", maximum = "599") int status,

        @Schema(description = "What went wrong this time, for people")
        String detail,

        @Schema(description = "The kind of problem, for programs: it never changes", pattern = "[a-z][a-z0-9_]*")
        String code,

        @Schema(description = "Path of the request") String instance,

        @Schema(description = "By what the request is found in logs and traces") @Nullable
        String traceId,

        @Schema(description = "Each field that is not valid, and why") @Nullable
        List<FieldError> errors) {

    static final String NAME = "Problem";
}
