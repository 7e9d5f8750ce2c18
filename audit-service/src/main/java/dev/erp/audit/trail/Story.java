package dev.erp.audit.trail;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A record in one sentence, so that the history of a document can be read from top to bottom. */
final class Story {

    /** What people call a document by; the first one that is there. */
    private static final List<String> NAMES = List.of("number", "orderNumber", "sku", "username", "name", "code");

    private static final int MAX_NAME = 80;

    private Story() {}

    /** {@code Sales order SO-2026-000017 placed by Sam Okafor: agreed on the phone}. */
    static String of(AuditRecord event, JsonNode dataOrNull) {
        StringBuilder text = new StringBuilder(event.subject().resourceType().replace('-', ' '));
        text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
        String name = dataOrNull == null ? null : name(dataOrNull);
        if (name != null) {
            text.append(' ').append(name);
        }
        text.append(' ').append(event.subject().action().replace('-', ' '));
        text.append(" by ").append(event.actor().name());
        if (event.circumstances().reason() != null) {
            text.append(": ").append(event.circumstances().reason());
        }
        return text.toString();
    }

    private static String name(JsonNode data) {
        return NAMES.stream()
                .map(name -> data.path(name).asString(""))
                .filter(name -> !name.isEmpty() && name.length() <= MAX_NAME)
                .findFirst()
                .orElse(null);
    }
}
