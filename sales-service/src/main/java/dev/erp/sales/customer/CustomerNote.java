package dev.erp.sales.customer;

import dev.erp.chassis.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;

/** What somebody wrote down about a customer. */
@Schema(name = "CustomerNote")
record CustomerNote(
        @Schema(example = "0193f2c4-3c20-7e64-9b13-5a1b7c3d8e11")
        UUID id,

        @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01")
        UUID customerId,

        @Schema(example = "Prefers to be called before noon")
        String text,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07", description = "Id of who wrote it")
        String author,

        @Schema(example = "Samira Rep") String authorName,
        @Schema(example = "2026-11-02T09:15:04Z") Instant writtenAt) {

    /** As it is written. */
    @Schema(name = "NewCustomerNote")
    record New(
            @Schema(example = "Prefers to be called before noon")
            @NotBlank(message = "must be given")
            @Size(max = 2000, message = "must have at most 2000 characters")
            @PlainText
            String text) {}

    /** Data of the event; what it says is for those who may read the customer. */
    record Added(UUID noteId, UUID customerId) {}
}
