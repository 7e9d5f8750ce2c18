package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.Measures.Sum;
import java.util.Set;

/** Customers, suppliers, employees and users: how many there are, by their status. */
final class Parties implements Kind {

    private final String name;
    private final String topic;

    Parties(String name, String topic) {
        this.name = name;
        this.topic = topic;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> topics() {
        return Set.of(topic);
    }

    @Override
    public void apply(Document party, Heard event) {
        switch (event.action()) {
            case "created", "hired", "enabled", "termination-withdrawn" -> party.set("status", "active");
            case "termination-planned" -> party.set("status", "leaving");
            case "deactivated" -> party.set("status", "inactive");
            case "disabled", "deleted", "terminated" -> party.set("status", event.action());
            default -> {
                // the same party with other fields
            }
        }
        if (event.has("name")) {
            party.set("name", event.text("name"));
        }
        if (event.has("number")) {
            party.set("number", event.text("number"));
        }
        if ((name.equals("customer") || name.equals("supplier")) && event.has("status")) {
            party.set("status", event.text("status"));
        }
    }

    @Override
    public void measure(Document party, Measures sums) {
        if (party.has("status")) {
            sums.count(name + "s", "", party.text("status"), Sum.ONE);
        }
    }
}
