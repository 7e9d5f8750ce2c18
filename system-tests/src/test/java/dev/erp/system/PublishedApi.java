package dev.erp.system;

import static org.awaitility.Awaitility.await;

import dev.erp.testing.ApiDocument;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the whole system says of its API. */
public final class PublishedApi {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** A path of each service. */
    private static final List<String> OF_EACH = List.of(
            "/api/v1/auth/me", "/api/v1/sales-orders", "/api/v1/products", "/api/v1/invoices", "/api/v1/audit-events");

    private PublishedApi() {}

    /** {@code /openapi.json}, once every service is in it: one that was away when it was asked for is asked again. */
    public static ApiDocument of(Door door) {
        return await("every service in /openapi.json")
                .atMost(LIMIT)
                .until(
                        () -> ApiDocument.of(
                                door.call("GET", "/openapi.json").send().body()),
                        document -> paths(document).containsAll(OF_EACH));
    }

    private static Set<String> paths(ApiDocument document) {
        return new TreeSet<>(document.json().path("paths").propertyNames());
    }
}
