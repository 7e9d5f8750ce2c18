package dev.erp.audit.trail;

import dev.erp.audit.trail.AuditRecord.Subject;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the trail for the API. */
@Component
final class AuditQueries {

    /** What the list is narrowed to; null means not. */
    record Filter(
            String actor,
            String action,
            String type,
            String resourceType,
            UUID resourceId,
            UUID correlationId,
            OffsetDateTime from,
            OffsetDateTime to) {}

    private final DatabaseClient database;

    AuditQueries(DatabaseClient database) {
        this.database = database;
    }

    /** Newest first. */
    Mono<Page<AuditEventView>> list(Filter filter, PageRequest page) {
        return ListQuery.select("SELECT " + AuditRow.COLUMNS + " FROM audit_event")
                .sortable("occurredAt", "occurred_at", OffsetDateTime.class)
                .where("actor = :actor", "actor", filter.actor)
                .where("action = :action", "action", filter.action)
                .where("type = :type", "type", filter.type)
                // a type has no index of its own: its action has, and is nearly as narrow
                .where("action = :typeAction", "typeAction", actionOf(filter.type))
                .where("resource_type = :resourceType", "resourceType", filter.resourceType)
                .where("resource_id = :resourceId", "resourceId", filter.resourceId)
                .where("correlation_id = :correlationId", "correlationId", filter.correlationId)
                .where("occurred_at >= :from", "from", filter.from)
                .where("occurred_at < :to", "to", filter.to)
                .page(database, page, row -> AuditEventView.of(AuditRow.link(row)));
    }

    private static String actionOf(String type) {
        return type == null ? null : Subject.of("", type, null).action();
    }
}
