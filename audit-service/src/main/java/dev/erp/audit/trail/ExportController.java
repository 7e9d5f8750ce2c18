package dev.erp.audit.trail;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/audit-events/export")
@Tag(name = "Audit trail")
class ExportController {

    private static final String CSV = "text/csv";

    private final TrailExport export;

    ExportController(TrailExport export) {
        this.export = export;
    }

    @GetMapping(produces = {MediaType.APPLICATION_NDJSON_VALUE, CSV})
    @Permission("audit:read")
    @Operation(
            summary = "Export the audit trail",
            description =
                    "As NDJSON (one JSON document per line) or CSV, streamed. Without a filter the NDJSON has all"
                            + " that the offline verifier needs (./erp audit verify FILE): keys, checkpoints, every record chain"
                            + " by chain with its hashes, and a last line that says where each chain ends. With a filter it is an"
                            + " excerpt, in the order of occurredAt. data is a text, unchanged, so that its hash can be computed.")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                        schema = @Schema(type = "string", example = "one JSON document per line")),
                @Content(mediaType = CSV, schema = @Schema(type = "string", example = "chain,position,id"))
            })
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @Parameter(description = "ndjson or csv") @RequestParam(defaultValue = "ndjson") String format,
            @Parameter(description = "Id of a user or client, or name of a service") @RequestParam(required = false)
                    String actor,
            @Parameter(description = "What happened: the last part of the type, such as placed")
                    @RequestParam(required = false)
                    String action,
            @Parameter(
                            description =
                                    "Id of a document, or its type and id: sales-order:<id>; with all that came of it"
                                            + " in other services")
                    @RequestParam(required = false)
                    String resource,
            @Parameter(description = "The business process, such as the id of a sales order")
                    @RequestParam(required = false)
                    UUID correlation,
            @Parameter(description = "Date or time (UTC), inclusive") @RequestParam(required = false) String from,
            @Parameter(description = "Date or time (UTC), exclusive") @RequestParam(required = false) String to,
            @Parameter(description = "The whole type, such as sales.order.placed.v1") @RequestParam(required = false)
                    String type,
            @Parameter(description = "Words of the texts in it; beginnings count") @RequestParam(required = false)
                    String q) {
        AuditQueries.Filter filter = AuditController.filter(actor, action, resource, correlation, from, to, type, q);
        ExportFormat lines = format(format);
        return Mono.just(ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(lines.isCsv() ? CSV : MediaType.APPLICATION_NDJSON_VALUE))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"audit-events." + (lines.isCsv() ? "csv" : "ndjson") + "\"")
                .body(export.lines(filter, lines).map(DefaultDataBufferFactory.sharedInstance::wrap)));
    }

    private static ExportFormat format(String format) {
        return switch (format) {
            case "ndjson" -> new NdjsonFormat();
            case "csv" -> new CsvFormat();
            default -> throw Problem.invalid("format", "unknown", "must be ndjson or csv");
        };
    }
}
