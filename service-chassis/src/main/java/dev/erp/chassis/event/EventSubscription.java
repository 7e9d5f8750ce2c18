package dev.erp.chassis.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * What a service wants to hear, as a bean. The chassis polls, drops what was handled before, and calls the handler once per
 * set, in one transaction that also holds the inbox. Order within an aggregate is kept.
 *
 * @param name short and stable: consumer group and inbox are kept under it
 * @param types by topic; an empty set means every type of that topic
 */
public record EventSubscription(String name, Map<String, Set<String>> types, Handler handler) {

    /** Handles one set, in arrival order. Whatever it writes is committed with the inbox, or not at all. */
    @FunctionalInterface
    public interface Handler {
        Mono<Void> handle(List<IncomingEvent> set);
    }

    public EventSubscription {
        if (!name.matches("[a-z][a-z-]{1,40}")) {
            throw new IllegalArgumentException("a subscription's name is lower case with dashes, not " + name);
        }
        types = Map.copyOf(types);
        Objects.requireNonNull(handler, "handler");
    }

    public static Builder named(String name) {
        return new Builder(name);
    }

    boolean wants(String topic, String type) {
        Set<String> wanted = types.get(topic);
        return wanted != null && (wanted.isEmpty() || wanted.contains(type));
    }

    /** {@code named("x").to("erp.sales.order", "sales.order.placed.v1").handledBy(handler)}. */
    public static final class Builder {
        private final String name;
        private final Map<String, Set<String>> types = new HashMap<>();

        private Builder(String name) {
            this.name = name;
        }

        /** These types of a topic; no type means all of them. */
        public Builder to(String topic, String... types) {
            this.types.put(topic, Set.of(types));
            return this;
        }

        public EventSubscription handledBy(Handler handler) {
            return new EventSubscription(name, types, handler);
        }
    }
}
