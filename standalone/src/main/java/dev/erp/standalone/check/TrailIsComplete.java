package dev.erp.standalone.check;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Every event on the topics is in the audit trail once, nothing else is, and the trail's chain of hashes is whole. */
final class TrailIsComplete implements Guarantee {
    private final Finding.Builder found = new Finding.Builder("the audit trail has every event once and is untouched");
    private final Map<UUID, Boolean> recorded = new HashMap<>();

    @Override
    public void see(Event event) {
        found.checked();
        recorded.put(event.id(), false);
    }

    @Override
    public Finding finding(Services services) {
        services.auditTrail(this::compare);
        recorded.forEach((id, inTrail) -> {
            if (!inTrail) {
                found.violation("event %s is not in the trail".formatted(id));
            }
        });
        JsonNode report = services.auditVerification();
        if (!report.path("intact").asBoolean(false)) {
            tampering(report);
        }
        found.remark("%d events, %d records verified"
                .formatted(recorded.size(), report.path("checked").asLong(0)));
        return found.build();
    }

    private void compare(JsonNode entry) {
        UUID id = UUID.fromString(entry.path("id").asString());
        Boolean before = recorded.replace(id, true);
        if (before == null) {
            if (!mayBeOnNoTopic(entry)) {
                found.violation("event %s is in the trail and on no topic".formatted(id));
            }
        } else if (before) {
            found.violation("event %s is in the trail twice".formatted(id));
        }
    }

    /** It came after the topics were read; or its data is no JSON, which makes it no event here, but one to the trail. */
    private static boolean mayBeOnNoTopic(JsonNode entry) {
        return !entry.hasNonNull("data")
                || Guarantee.isUnderWay(Instant.parse(entry.path("occurredAt").asString()));
    }

    private void tampering(JsonNode report) {
        List<JsonNode> faulty = report.path("chains")
                .valueStream()
                .filter(chain -> chain.hasNonNull("firstFault"))
                .toList();
        faulty.forEach(
                chain -> found.violation("chain %s: %s".formatted(chain.path("chain"), chain.path("firstFault"))));
        if (faulty.isEmpty()) {
            found.violation("the trail does not say that it is intact");
        }
    }
}
