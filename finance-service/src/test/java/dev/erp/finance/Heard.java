package dev.erp.finance;

import dev.erp.testing.Contracts;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;

/** What finance hears of other services. */
public final class Heard {

    private Heard() {}

    /** Publishes an event of another service; it is held against its contract as soon as that service has published one. */
    public static void publish(TestEvent event) {
        if (Contracts.types().contains(event.type())) {
            Topics.publish(event);
        } else {
            Topics.publishRaw(
                    event.topic(),
                    event.subject().toString(),
                    ((String) event.data()).getBytes(StandardCharsets.UTF_8),
                    event.headers());
        }
    }
}
