package dev.erp.standalone.check;

import dev.erp.standalone.api.ApiException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/** One look at everything: every event is told once to every guarantee. */
final class Reading {
    private final Finding.Builder found = new Finding.Builder("every topic can be read from its beginning");
    private final List<Guarantee> guarantees;
    private final Set<UUID> seen = new HashSet<>();
    private long repeated;
    private long rubbish;

    Reading(List<Guarantee> guarantees) {
        this.guarantees = List.copyOf(guarantees);
    }

    void event(Event event) {
        if (!seen.add(event.id())) {
            repeated++;
            return;
        }
        found.checked();
        boolean understood = true;
        for (Guarantee guarantee : guarantees) {
            understood &= understands(guarantee, event);
        }
        if (!understood) {
            found.violation(
                    "%s %s of %s: its data cannot be understood".formatted(event.type(), event.id(), event.key()));
        }
    }

    /** What has all headers of an event is not taken for rubbish: without it nobody could say that the books agree. */
    private static boolean understands(Guarantee guarantee, Event event) {
        try {
            guarantee.see(event);
            return true;
        } catch (JacksonException | NumberFormatException _) {
            return false;
        }
    }

    void rubbish() {
        rubbish++;
    }

    /** Repeated records and rubbish break nothing: consumers must live with both. */
    List<Finding> findings(Services services) {
        if (repeated > 0) {
            found.remark(repeated + " records are repetitions");
        }
        if (rubbish > 0) {
            found.remark(rubbish + " records are no events");
        }
        List<Finding> findings = new ArrayList<>(List.of(found.build()));
        guarantees.forEach(guarantee -> findings.add(finding(guarantee, services)));
        return findings;
    }

    private static Finding finding(Guarantee guarantee, Services services) {
        try {
            return guarantee.finding(services);
        } catch (ApiException | JacksonException e) {
            var found = new Finding.Builder(guarantee.getClass().getSimpleName());
            found.violation("cannot be asked: " + e.getMessage());
            return found.build();
        }
    }
}
