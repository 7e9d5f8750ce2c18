package dev.erp.standalone.check;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a service itself looks after in its own database: nothing is parked, no event waits in the outbox, sums agree. */
final class InvariantsHold implements Guarantee {
    private final String context;

    InvariantsHold(String context) {
        this.context = context;
    }

    @Override
    public void see(Event event) {
        // the service is asked instead
    }

    @Override
    public Finding finding(Services services) {
        List<JsonNode> invariants = services.invariants(context);
        var found = new Finding.Builder("the invariants of " + context + " hold");
        found.checked(invariants.size());
        if (invariants.isEmpty()) {
            found.violation(context + " looks after nothing");
        }
        for (JsonNode invariant : invariants) {
            String name = invariant.path("name").asString("");
            List<String> violations = invariant
                    .path("violations")
                    .valueStream()
                    .map(violation -> name + ": " + violation.asString(""))
                    .toList();
            found.violations(Math.max(invariant.path("count").asLong(0), violations.size()), violations);
        }
        return found.build();
    }
}
