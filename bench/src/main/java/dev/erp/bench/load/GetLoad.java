package dev.erp.bench.load;

import dev.erp.bench.BenchException;
import dev.erp.bench.load.LoadResult.Latency;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Reads one resource again and again, over some connections, as several users in turn. */
public final class GetLoad {
    private static final int BROKEN_CONNECTION = 0;

    private final URI server;
    private final List<byte[]> requests;

    /**
     * @param server base URL; plain HTTP
     * @param path with the query
     * @param tokens one for each user
     */
    public GetLoad(URI server, String path, List<String> tokens) {
        this.server = server;
        this.requests =
                tokens.stream().map(token -> request(server, path, token)).toList();
    }

    /**
     * What came of it.
     *
     * @param refused answers that were not 200, by status; 0 stands for a broken connection
     * @param unsent requests that were due and not sent 10 s after the end
     * @param bytes length of the last answer's body
     * @param latency of those with 200, from when they were due to the last byte of the answer
     */
    public record Result(Map<Integer, Long> refused, long unsent, long bytes, Latency latency) {
        /** Answers with 200. */
        public long answered() {
            return latency.count();
        }

        /** Whether everything that was due was answered with 200. */
        public boolean clean() {
            return refused.isEmpty() && unsent == 0;
        }
    }

    /** Each connection asks again as soon as it has its answer. */
    public Result saturating(int connections, int seconds) {
        var free = new Semaphore(connections);
        return run(
                connections,
                new Pacing.Successors(free, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)),
                free::release);
    }

    /** At fixed times, whatever becomes of the earlier ones; waiting for a free connection counts as latency. */
    public Result arriving(int connections, double perSecond, int seconds) {
        long begin = System.nanoTime();
        return run(
                connections,
                new Pacing.Arrivals(perSecond, begin, begin + TimeUnit.SECONDS.toNanos(seconds)),
                () -> {});
    }

    private Result run(int connections, Pacing pacing, Runnable afterEach) {
        Histogram micros = new ConcurrentHistogram(3);
        Map<Integer, Long> refused = new ConcurrentHashMap<>();
        Map<Integer, Integer> lengths = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int first = i;
            threads.add(Thread.ofPlatform().name("reader-" + i).start(() -> {
                try (var connection = new KeepAliveConnection(server)) {
                    int turn = first;
                    for (OptionalLong due = pacing.next(); due.isPresent(); due = pacing.next()) {
                        read(
                                connection,
                                requests.get(turn++ % requests.size()),
                                due.getAsLong(),
                                micros,
                                refused,
                                lengths);
                        afterEach.run();
                    }
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        join(threads);
        return new Result(new TreeMap<>(refused), pacing.unsent(), lengths.getOrDefault(200, 0), Latency.of(micros));
    }

    private static void read(
            KeepAliveConnection connection,
            byte[] request,
            long due,
            Histogram micros,
            Map<Integer, Long> refused,
            Map<Integer, Integer> lengths) {
        int status = BROKEN_CONNECTION;
        try {
            KeepAliveConnection.Answer answer = connection.send(request);
            status = answer.status();
            lengths.put(status, answer.body().length);
        } catch (IOException _) {
            // counted below
        }
        if (status == 200) {
            micros.recordValue((System.nanoTime() - due) / 1_000);
        } else {
            refused.merge(status, 1L, Long::sum);
        }
    }

    static void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", e);
        }
    }

    static byte[] request(URI server, String path, String token) {
        return """
                GET %s HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Accept: application/json\r
                \r
                """.formatted(path, server.getAuthority(), token).getBytes(StandardCharsets.ISO_8859_1);
    }
}
