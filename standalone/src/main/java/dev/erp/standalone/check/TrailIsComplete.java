package dev.erp.standalone.check;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Every event on the topics is in the audit trail, nothing else is, and the trail's chain of hashes is whole. */
final class TrailIsComplete implements Guarantee {
    private final Finding.Builder found = new Finding.Builder("the audit trail has every event once and is untouched");
    private final Set<UUID> missing = new HashSet<>();

    @Override
    public void see(Event event) {
        found.checked();
        missing.add(event.id());
    }

    @Override
    public Finding finding(Services services) {
        long expected = missing.size();
        services.auditedIds(missing::remove);
        missing.forEach(id -> found.violation("event %s is not in the trail".formatted(id)));
        JsonNode report = services.auditVerification();
        if (!report.path("intact").asBoolean(false)) {
            report.path("chains")
                    .valueStream()
                    .filter(chain -> chain.hasNonNull("firstFault"))
                    .forEach(chain ->
                            found.violation("chain %s: %s".formatted(chain.path("chain"), chain.path("firstFault"))));
        }
        found.remark("%d events, %d records verified"
                .formatted(expected, report.path("checked").asLong()));
        return found.build();
    }
}
