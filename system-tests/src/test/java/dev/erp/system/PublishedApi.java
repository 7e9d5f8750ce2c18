package dev.erp.system;

import static org.awaitility.Awaitility.await;

import dev.erp.testing.ApiDocument;
import java.time.Duration;

/** What the whole system says of its API. */
public final class PublishedApi {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private PublishedApi() {}

    /** {@code /openapi.json}, once every service is in it: one that was away when it was asked for is asked again. */
    public static ApiDocument of(Door door) {
        return await("every service in /openapi.json")
                .atMost(LIMIT)
                .until(
                        () -> ApiDocument.of(
                                door.call("GET", "/openapi.json").send().body()),
                        document -> document.json()
                                .at("/info/description")
                                .asString()
                                .equals("All services behind the gateway."));
    }
}
