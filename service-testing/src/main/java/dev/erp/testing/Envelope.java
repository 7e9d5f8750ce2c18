package dev.erp.testing;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the CloudEvents headers of every published event must say, and how they must follow each other. */
final class Envelope {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern UUID_V7 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final Map<String, Pattern> REQUIRED = Map.of(
            "ce_specversion", Pattern.compile("1\\.0"),
            "ce_id", UUID_TEXT,
            "ce_source", Pattern.compile("/[a-z]+-service"),
            "ce_type", Pattern.compile("[a-z]+\\.[a-z-]+\\.[a-z-]+\\.v[0-9]+"),
            "ce_subject", UUID_TEXT,
            "content-type", Pattern.compile("application/json"),
            "ce_sequence", Pattern.compile("[1-9][0-9]*"),
            "ce_actor", Pattern.compile(".{1,64}"),
            "ce_correlationid", UUID_TEXT);
    private static final Map<String, Pattern> OPTIONAL = Map.of(
            "ce_causationid", UUID_TEXT,
            "traceparent", Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}"),
            "ce_reason", Pattern.compile("\\P{Cntrl}{1,200}"),
            "ce_requestid", Pattern.compile("[0-9A-Za-z._-]{1,64}"),
            "ce_address", Pattern.compile("[0-9a-fA-F.:%]{1,64}"));
    private static final Set<String> FURTHER = Set.of("ce_time", "ce_actorname");

    private Envelope() {}

    static List<String> errors(RecordedEvent event) {
        List<String> errors = new ArrayList<>();
        REQUIRED.forEach((header, pattern) -> {
            String value = event.headers().get(header);
            if (value == null || !pattern.matcher(value).matches()) {
                errors.add("header %s is %s".formatted(header, value));
            }
        });
        OPTIONAL.forEach((header, pattern) -> {
            String value = event.headers().get(header);
            if (value != null && !pattern.matcher(value).matches()) {
                errors.add("header %s is %s".formatted(header, value));
            }
        });
        event.headers().keySet().stream()
                .filter(h -> !REQUIRED.containsKey(h) && !OPTIONAL.containsKey(h) && !FURTHER.contains(h))
                .forEach(h -> errors.add("header %s is in no contract".formatted(h)));
        if (!isTime(event.headers().get("ce_time"))) {
            errors.add("header ce_time is " + event.headers().get("ce_time"));
        }
        if (event.key() == null || !event.key().equals(event.subject())) {
            errors.add("the key %s is not the subject".formatted(event.key()));
        }
        if (event.type() != null && !event.topic().equals(topicOf(event.type()))) {
            errors.add("%s is on %s".formatted(event.type(), event.topic()));
        }
        if (!isHandMade(event)
                && event.id() != null
                && !UUID_V7.matcher(event.id()).matches()) {
            errors.add("ce_id %s is no UUIDv7".formatted(event.id()));
        }
        return errors;
    }

    /** Within an aggregate the versions go up by one from 1; an event that is delivered again may come again. */
    static List<String> sequenceErrors(List<RecordedEvent> events) {
        List<String> errors = new ArrayList<>();
        Map<String, Long> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        Set<String> handMade = new HashSet<>();
        for (RecordedEvent event : events) {
            String aggregate = event.topic() + " " + event.subject();
            if (isHandMade(event)) {
                handMade.add(aggregate);
            }
            if (handMade.contains(aggregate) || event.subject() == null || !seen.add(event.id())) {
                continue;
            }
            long expected = last.getOrDefault(aggregate, 0L) + 1;
            if (event.sequence() != expected) {
                errors.add("expected version %d of %s, found %s".formatted(expected, aggregate, event));
            }
            last.put(aggregate, event.sequence());
        }
        return errors;
    }

    private static boolean isHandMade(RecordedEvent event) {
        return TestEvent.ACTOR.equals(event.actor());
    }

    private static String topicOf(String type) {
        String[] parts = type.split("\\.");
        return parts.length < 2 ? "" : "erp." + parts[0] + "." + parts[1];
    }

    private static boolean isTime(String text) {
        try {
            return text != null && text.endsWith("Z") && Instant.parse(text) != null;
        } catch (DateTimeParseException _) {
            return false;
        }
    }
}
