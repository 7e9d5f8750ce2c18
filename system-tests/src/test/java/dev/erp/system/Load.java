package dev.erp.system;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.api.ApiException;
import dev.erp.standalone.api.UnreachableException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that place orders one after the other, and repeat a request with its Idempotency-Key until it is answered, as real
 * ones do when a service is away.
 */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 4;
    /** Between two orders of one client: enough are under way at any moment, and a service that starts again gets its share of CPU. */
    private static final int PAUSE_MILLIS = 200;

    private static final int RETRY_MILLIS = 100;

    private final ApiClient api;
    private final Map<String, Object> order;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    private Load(ApiClient api, Map<String, Object> order) {
        this.api = api;
        this.order = order;
    }

    static Load of(ApiClient api, Map<String, Object> order) {
        var load = new Load(api, order);
        for (int i = 0; i < CLIENTS; i++) {
            load.clients.submit(load::run);
        }
        return load;
    }

    /** Orders that were accepted so far. */
    Set<String> accepted() {
        return accepted;
    }

    /** Different requests that were begun; each is repeated until it is answered. */
    int requests() {
        return requests.get();
    }

    /** Requests that had to be repeated. */
    int repeated() {
        return repeated.get();
    }

    private void run() {
        while (stop.getCount() > 0) {
            requests.incrementAndGet();
            placeOne(Map.of("Idempotency-Key", UUID.randomUUID().toString()));
            rest(PAUSE_MILLIS);
        }
    }

    private void placeOne(Map<String, String> key) {
        while (true) {
            try {
                accepted.add(
                        api.post("/api/v1/sales-orders", order, key).path("id").asString());
                return;
            } catch (UnreachableException e) {
                repeated.incrementAndGet();
            } catch (ApiException e) {
                if (e.status() < 500) {
                    throw e;
                }
                repeated.incrementAndGet();
            }
            rest(RETRY_MILLIS);
        }
    }

    private void rest(int millis) {
        try {
            // wakes early only when the load ends; an unanswered request is still repeated then
            if (stop.await(millis, TimeUnit.MILLISECONDS)) {
                TimeUnit.MILLISECONDS.sleep(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** No new requests; returns when every request that was begun is answered. */
    @Override
    public void close() {
        stop.countDown();
        clients.close();
    }
}
