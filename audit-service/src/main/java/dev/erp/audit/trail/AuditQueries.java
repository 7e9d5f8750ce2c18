package dev.erp.audit.trail;

import dev.erp.audit.trail.AuditRecord.Subject;
import dev.erp.audit.trail.AuditTrail.Link;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            OffsetDateTime to,
            String words) {

        boolean isEmpty() {
            return this.equals(NONE);
        }

        private static final Filter NONE = new Filter(null, null, null, null, null, null, null, null, null);

        /** Whether words are what finds the records: a document and a process have fewer. */
        private boolean isByWords() {
            return words != null && resourceId == null && correlationId == null;
        }

        /**
         * Of a document: its own records, and those of the process that it began, each by its index. To be bound are resourceId and
         * resourceType, those that there are.
         */
        private String table(boolean rareWords) {
            if (resourceId == null) {
                // the planner takes every beginning of a word for a common one, and would look for it along the time;
                // so it may not
                return rareWords
                        ? "(SELECT * FROM audit_event WHERE words @@ :words::tsquery OFFSET 0) AS audit_event"
                        : "audit_event";
            }
            String own =
                    "resource_id = :resourceId" + (resourceType == null ? "" : " AND resource_type = :resourceType");
            return """
                    (SELECT * FROM audit_event WHERE %s
                      UNION ALL
                     SELECT * FROM audit_event WHERE correlation_id = :resourceId AND NOT (%s)
                        AND EXISTS (SELECT FROM audit_event WHERE %s)) AS audit_event
                    """.formatted(own, own, resourceType == null ? "TRUE" : own);
        }

        /** With the value of each, which may be null; %s is for the parameter's name. */
        private Map<String, Object> conditions() {
            Map<String, Object> conditions = new LinkedHashMap<>();
            conditions.put("actor = :%s", actor);
            conditions.put("action = :%s", action == null ? actionOf(type) : action);
            conditions.put("type = :%s", type);
            conditions.put("correlation_id = :%s", correlationId);
            conditions.put("occurred_at >= :%s", from);
            conditions.put("occurred_at < :%s", to);
            conditions.put("words @@ :%s::tsquery", words);
            return conditions;
        }
    }

    private static final int RARE = 2_000;

    private final DatabaseClient database;

    AuditQueries(DatabaseClient database) {
        this.database = database;
    }

    /** Newest first. */
    Mono<Page<AuditEventView>> list(Filter filter, PageRequest page) {
        return hasRareWords(filter).flatMap(rare -> list(filter, rare, page));
    }

    /** Whether so few records have the words that all of them may be read; common ones are soon found along the time. */
    private Mono<Boolean> hasRareWords(Filter filter) {
        if (!filter.isByWords()) {
            return Mono.just(false);
        }
        return database.sql("""
                        SELECT count(*) < :rare AS rare
                          FROM (SELECT FROM audit_event WHERE words @@ :words::tsquery LIMIT :rare) AS found
                        """)
                .bind("words", filter.words)
                .bind("rare", RARE)
                .map(row -> row.get("rare", Boolean.class))
                .one();
    }

    private Mono<Page<AuditEventView>> list(Filter filter, boolean rare, PageRequest page) {
        return ListQuery.select("SELECT words, " + AuditRow.COLUMNS + " FROM " + filter.table(rare))
                .sortable("occurredAt", "occurred_at", OffsetDateTime.class)
                .where("actor = :actor", "actor", filter.actor)
                .where("action = :action", "action", filter.action)
                .where("type = :type", "type", filter.type)
                // a type has no index of its own: its action has, and is nearly as narrow
                .where("action = :typeAction", "typeAction", actionOf(filter.type))
                .with("resourceType", filter.resourceType)
                .with("resourceId", filter.resourceId)
                .where("correlation_id = :correlationId", "correlationId", filter.correlationId)
                .where("occurred_at >= :from", "from", filter.from)
                .where("occurred_at < :to", "to", filter.to)
                .where("words @@ :words::tsquery", "words", filter.words)
                .page(database, page, row -> AuditEventView.of(AuditRow.link(row)));
    }

    /** The oldest ones behind a record, or from the beginning: for those who want them all. */
    Mono<List<Link>> after(Filter filter, Link lastOrNull, int limit) {
        return hasRareWords(filter).flatMap(rare -> after(filter, rare, lastOrNull, limit));
    }

    private Mono<List<Link>> after(Filter filter, boolean rare, Link lastOrNull, int limit) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        if (filter.resourceId != null) {
            parameters.put("resourceId", filter.resourceId);
        }
        if (filter.resourceType != null) {
            parameters.put("resourceType", filter.resourceType);
        }
        if (rare) {
            parameters.put("words", filter.words);
        }
        filter.conditions().forEach((condition, value) -> {
            if (value != null) {
                String name = "p" + conditions.size();
                conditions.add(condition.formatted(name));
                parameters.put(name, value);
            }
        });
        if (lastOrNull != null) {
            conditions.add("(occurred_at, event_id) > (:lastTime, :lastId)");
            parameters.put("lastTime", lastOrNull.event().occurredAt().atOffset(ZoneOffset.UTC));
            parameters.put("lastId", lastOrNull.eventId());
        }
        return database.sql("""
                        SELECT %s
                          FROM %s
                         WHERE %s
                         ORDER BY occurred_at, event_id
                         LIMIT %d
                        """.formatted(
                                AuditRow.COLUMNS,
                                filter.table(rare),
                                conditions.isEmpty() ? "TRUE" : String.join(" AND ", conditions),
                                limit))
                .bindValues(parameters)
                .map(AuditRow::link)
                .all()
                .collectList();
    }

    private static String actionOf(String type) {
        return type == null ? null : Subject.of("", type, null).action();
    }
}
