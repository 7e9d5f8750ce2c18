package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.Document.Id;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A set of events, folded into the documents that they are about. Pure: what was there comes in, what has changed comes out. */
final class Fold {

    private static final Logger LOG = LoggerFactory.getLogger(Fold.class);

    /** @param skipped events that could not be understood: the documents are as if they had not come */
    record Result(Map<Id, Document> documents, Map<Measures.Key, Measures.Sum> changes, long skipped) {}

    private record Target(Kind kind, Id id, Heard event) {}

    private final Map<String, List<Kind>> byTopic = new HashMap<>();

    Fold(List<Kind> kinds) {
        kinds.forEach(kind -> kind.topics().forEach(topic -> byTopic.computeIfAbsent(topic, t -> new ArrayList<>())
                .add(kind)));
    }

    boolean hears(String topic) {
        return byTopic.containsKey(topic);
    }

    /** The documents that these events are about. */
    List<Id> idsOf(List<Heard> events) {
        return targets(events, new long[1]).stream().map(Target::id).distinct().toList();
    }

    /** @param before the documents that are there, as JSON; not changed */
    Result apply(List<Heard> events, Map<Id, String> before) {
        long[] skipped = new long[1];
        Map<Id, Document> known = new HashMap<>();
        Map<Id, Document> documents = new LinkedHashMap<>();
        Map<Id, Kind> kinds = new HashMap<>();
        for (Target target : targets(events, skipped)) {
            Document document =
                    documents.computeIfAbsent(target.id, id -> known.computeIfAbsent(id, one -> known(before, one))
                            .copy());
            kinds.put(target.id, target.kind);
            if (document.isNews(target.kind.partOf(target.event), target.event.sequence())) {
                skipped[0] += apply(target, documents) ? 0 : 1;
            }
        }
        Measures measures = new Measures();
        documents.forEach((id, document) -> {
            kinds.get(id).measure(known.get(id), measures.takeAway());
            kinds.get(id).measure(document, measures.add());
        });
        return new Result(documents, measures.changes(), skipped[0]);
    }

    /** False when the event says what cannot be: its document stays what it was, and can be measured. */
    private static boolean apply(Target target, Map<Id, Document> documents) {
        Document document = documents.get(target.id);
        Document unchanged = document.copy();
        try {
            target.kind.apply(document, target.event);
            target.kind.measure(document, new Measures());
            return true;
        } catch (RuntimeException e) {
            LOG.warn(
                    "The dashboard leaves out {} of {}: {}", target.event.kind(), target.event.subject(), e.toString());
            documents.put(target.id, unchanged);
            return false;
        }
    }

    private List<Target> targets(List<Heard> events, long[] skipped) {
        List<Target> targets = new ArrayList<>(events.size());
        for (Heard event : events) {
            for (Kind kind : byTopic.getOrDefault(event.topic(), List.of())) {
                try {
                    targets.add(new Target(kind, new Id(kind.name(), kind.idOf(event)), event));
                } catch (IllegalArgumentException e) {
                    // no id of a document
                    skipped[0]++;
                }
            }
        }
        return targets;
    }

    private static Document known(Map<Id, String> before, Id id) {
        String json = before.get(id);
        return json == null ? Document.blank() : Document.of(json);
    }
}
