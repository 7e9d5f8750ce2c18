package dev.erp.audit.dashboard;

import dev.erp.chassis.event.EventJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the dashboard remembers of one document: a few fields of its events. Events of one topic come in the order of their sequence, and
 * what came before is dropped; between topics there is no order, so each tells about fields of its own.
 */
final class Document {

    private static final String SEQUENCES = "seq";

    /** @param kind such as {@code order} */
    record Id(String kind, UUID id) {}

    private final ObjectNode state;

    private Document(ObjectNode state) {
        this.state = state;
    }

    static Document blank() {
        return new Document(EventJson.MAPPER.createObjectNode());
    }

    static Document of(String json) {
        return new Document((ObjectNode) EventJson.MAPPER.readTree(json));
    }

    Document copy() {
        return new Document(state.deepCopy());
    }

    String json() {
        return state.toString();
    }

    /**
     * Whether an event is new, which it is only once.
     *
     * @param part of the document that numbers its events by itself
     */
    boolean isNews(String part, long sequence) {
        JsonNode seen = state.path(SEQUENCES).path(part);
        if (seen.asLong(0) >= sequence) {
            return false;
        }
        state.withObject("/" + SEQUENCES).put(part, sequence);
        return true;
    }

    boolean is(String flag) {
        return state.path(flag).asBoolean(false);
    }

    String text(String field) {
        return state.path(field).asString("");
    }

    BigDecimal number(String field) {
        String text = text(field);
        return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }

    LocalDate day(String field) {
        return LocalDate.parse(text(field));
    }

    boolean has(String field) {
        return state.hasNonNull(field);
    }

    JsonNode node(String field) {
        return state.path(field);
    }

    void set(String field, boolean flag) {
        state.put(field, flag);
    }

    void set(String field, String text) {
        state.put(field, text);
    }

    void set(String field, BigDecimal number) {
        state.put(field, number.toPlainString());
    }

    void set(String field, LocalDate day) {
        state.put(field, day.toString());
    }

    /** A part of the document, made if there is none. */
    ObjectNode part(String field, String name) {
        return state.withObject("/" + field).withObject("/" + name);
    }

    void set(String field, JsonNode value) {
        state.set(field, value);
    }
}
