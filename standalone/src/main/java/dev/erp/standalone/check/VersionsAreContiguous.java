package dev.erp.standalone.check;

import java.util.HashMap;
import java.util.Map;

/** Nothing is lost, nothing overtakes: on each topic the versions of an aggregate are 1, 2, 3 and so on. */
final class VersionsAreContiguous implements Guarantee {
    private final Finding.Builder found = new Finding.Builder("events of an aggregate are complete and in order");
    private final Map<String, Long> last = new HashMap<>();

    @Override
    public void see(Event event) {
        found.checked();
        String aggregate = event.topic() + " " + event.key();
        long expected = last.getOrDefault(aggregate, 0L) + 1;
        if (event.sequence() != expected) {
            found.violation(
                    "%s: %d (%s) where %d was expected".formatted(aggregate, event.sequence(), event.kind(), expected));
        }
        last.put(aggregate, event.sequence());
    }

    @Override
    public Finding finding(Services services) {
        return found.build();
    }
}
