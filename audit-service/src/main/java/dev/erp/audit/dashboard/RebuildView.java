package dev.erp.audit.dashboard;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * How far the newest dashboard has come.
 *
 * @param state {@code running} or {@code done}
 * @param source {@code topics} or {@code trail}
 * @param taken records of the source that it has taken up, and {@code there} are so many
 * @param skipped records that it could not understand
 */
@Schema(name = "DashboardRebuild")
record RebuildView(
        @Schema(example = "2") int generation,
        @Schema(example = "running") String state,
        @Schema(example = "topics") String source,
        @Schema(example = "2026-11-20T06:00:02.114930Z") Instant startedAt,
        @Schema(example = "120000") long taken,
        @Schema(example = "184200") long there,
        @Schema(example = "0") long skipped) {}
