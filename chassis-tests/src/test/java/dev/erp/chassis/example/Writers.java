package dev.erp.chassis.example;

import static org.awaitility.Awaitility.await;

import dev.erp.testing.Api;
import dev.erp.testing.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that add to counters without a rest; each of their calls must be accepted. */
final class Writers implements AutoCloseable {

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean stopped;
    private volatile Throwable failure;

    /** New counters, to be written to. */
    static List<UUID> counters(Api api, int count) {
        var admin = api.as(Role.ADMIN);
        return IntStream.range(0, count)
                .mapToObj(i -> Api.idOf(admin.post("/counters", "{\"name\":\"written\",\"value\":0}")))
                .toList();
    }

    static Writers start(Api api, List<UUID> counters, int threads) {
        var writers = new Writers();
        for (int i = 0; i < threads; i++) {
            writers.threads.add(Thread.ofPlatform().name("writer-" + i).start(() -> writers.write(api, counters)));
        }
        return writers;
    }

    /** Waits until so many more calls were accepted. */
    void awaitAccepted(int more) {
        int target = accepted.get() + more;
        await().atMost(Duration.ofSeconds(30))
                .failFast("a writer was refused", () -> failure != null)
                .until(() -> accepted.get() >= target);
    }

    private void write(Api api, List<UUID> counters) {
        var caller = api.as(Role.ADMIN).with("If-Match", "*");
        try {
            while (!stopped) {
                UUID counter = counters.get(ThreadLocalRandom.current().nextInt(counters.size()));
                caller.post("/counters/" + counter + "/add", "{\"by\":1}")
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult();
                accepted.incrementAndGet();
            }
        } catch (RuntimeException | AssertionError e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the writers ended", e);
        }
        if (failure != null) {
            throw new AssertionError("a writer was refused", failure);
        }
    }
}
