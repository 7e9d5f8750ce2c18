package dev.erp.audit.trail;

import dev.erp.audit.trail.AuditQueries.Filter;
import dev.erp.audit.trail.Verifier.Report;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/audit-events")
@Tag(name = "Audit trail", description = "Every event of the system, once, in a chain that shows tampering")
class AuditController {

    private static final int MAX_FILTER = 200;
    private static final int MAX_SEARCH = 100;
    private static final int DATE_LENGTH = "2026-11-22".length();
    private static final int UUID_LENGTH = 36;

    private final AuditQueries queries;
    private final Verifier verifier;

    AuditController(AuditQueries queries, Verifier verifier) {
        this.queries = queries;
        this.verifier = verifier;
    }

    @GetMapping
    @Permission("audit:read")
    @Operation(
            summary = "List audit events",
            description =
                    "Newest first. Sort: occurredAt. With resource or correlation, and sort=occurredAt, a document's"
                            + " whole history across the services, from its beginning; summary tells it in sentences.")
    Mono<Page<AuditEventView>> list(
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
            @Parameter(
                            description =
                                    "Words of the texts in it: names, numbers of documents, SKUs, reasons; beginnings count")
                    @RequestParam(required = false)
                    String q,
            @SortableBy("occurredAt") PageRequest page) {
        return queries.list(filter(actor, action, resource, correlation, from, to, type, q), page);
    }

    @GetMapping("/verify")
    @Permission("audit:read")
    @Operation(
            summary = "Verify the audit trail",
            description =
                    "Computes every hash again, holds the chains against the signed checkpoints, and names the first record"
                            + " of each chain that was altered, is missing, was added, or stands in the wrong place."
                            + " Reads the whole trail; one verification at a time.")
    @Refuses(status = 409, code = "verification_running", detail = "The trail is being verified; ask again later.")
    Mono<Report> verify() {
        return verifier.verify();
    }

    static Filter filter(
            String actor,
            String action,
            String resource,
            UUID correlation,
            String from,
            String to,
            String type,
            String q) {
        int colon = resource == null ? -1 : resource.lastIndexOf(':');
        return new Filter(
                text("actor", actor),
                text("action", action),
                text("type", type),
                colon < 0 ? null : text("resource", resource.substring(0, colon)),
                resource == null ? null : id(resource.substring(colon + 1)),
                correlation,
                time("from", from),
                time("to", to),
                words(q));
    }

    private static String words(String q) {
        if (q == null || q.isBlank()) {
            return null;
        }
        if (q.length() > MAX_SEARCH || q.indexOf('\0') >= 0) {
            throw Problem.invalid("q", "malformed", "must be at most " + MAX_SEARCH + " characters, without NUL");
        }
        String words = Words.query(q);
        if (words == null) {
            throw Problem.invalid("q", "malformed", "must have a word of at least two letters or digits");
        }
        return words;
    }

    private static String text(String field, String text) {
        if (text != null && (text.length() > MAX_FILTER || text.indexOf('\0') >= 0)) {
            throw Problem.invalid(field, "malformed", "must be at most " + MAX_FILTER + " characters, without NUL");
        }
        return text;
    }

    private static UUID id(String text) {
        try {
            // UUID.fromString alone would take "1-1-1-1-1"
            if (text.length() == UUID_LENGTH) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw malformedResource();
        }
        throw malformedResource();
    }

    private static Problem malformedResource() {
        return Problem.invalid("resource", "malformed", "must be an id (UUID), or a type and an id: sales-order:<id>");
    }

    private static OffsetDateTime time(String field, String text) {
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = text.length() == DATE_LENGTH
                    ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text);
            // years of more than four digits are nothing that the trail can hold
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return time;
            }
        } catch (DateTimeException e) {
            throw malformedTime(field);
        }
        throw malformedTime(field);
    }

    private static Problem malformedTime(String field) {
        return Problem.invalid(
                field, "malformed", "must be a date (2026-11-22) or an RFC 3339 time (2026-11-22T14:05:06Z)");
    }
}
