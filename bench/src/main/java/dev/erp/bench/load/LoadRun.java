package dev.erp.bench.load;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One job from its warm-up to its last invoice. */
final class LoadRun {
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int BROKEN_CONNECTION = 0;

    private final LoadSetup setup;
    private final LoadJob job;
    private final OrderEnds ends;
    private final Marks marks;
    private final Map<Integer, Long> refused = new ConcurrentHashMap<>();

    /** Hears when the window begins and ends, at that very moment. */
    interface Marks {
        void begin();

        void end();
    }

    LoadRun(LoadSetup setup, LoadJob job, OrderEnds ends, Marks marks) {
        this.setup = setup;
        this.job = job;
        this.ends = ends;
        this.marks = marks;
    }

    LoadResult run() throws IOException, InterruptedException {
        List<String> tokens = Tokens.of(setup);
        long start = System.nanoTime();
        long begin = start + TimeUnit.SECONDS.toNanos(job.warmUpSeconds());
        long end = begin + TimeUnit.SECONDS.toNanos(job.seconds());
        boolean open = job.rate() > 0;
        var free = new Semaphore(open ? 0 : job.inFlight());
        var sagas = new Sagas(begin, end, free);
        Pacing pacing = open ? new Pacing.Arrivals(job.rate(), start, end) : new Pacing.Successors(free, end);
        ends.tell(sagas);

        List<Thread> threads = new ArrayList<>();
        String run = UUID.randomUUID().toString();
        for (int i = 0; i < job.connections(); i++) {
            var orders = new Orders(setup, job.products(), tokens, "%s-%d".formatted(run, i));
            threads.add(Thread.ofPlatform()
                    .name("client-" + i)
                    .start(() -> client(orders, pacing, sagas, free, begin, end)));
        }
        sleepUntil(begin);
        marks.begin();
        sleepUntil(end);
        marks.end();
        for (Thread thread : threads) {
            thread.join();
        }
        drain(sagas);
        ends.requireHearing();
        return new LoadResult(
                job,
                sagas.acceptedInWindow(),
                new TreeMap<>(refused),
                sagas.completedInWindow(),
                sagas.rejected(),
                sagas.open(),
                pacing.unsent(),
                sagas.post(),
                sagas.saga());
    }

    private void client(Orders orders, Pacing pacing, Sagas sagas, Semaphore free, long begin, long end) {
        try (var connection = new KeepAliveConnection(URI.create(setup.gateway()))) {
            OptionalLong due = pacing.next();
            for (long number = 0; due.isPresent(); number++, due = pacing.next()) {
                boolean counts = due.getAsLong() - begin >= 0 && due.getAsLong() - end < 0;
                if (!place(connection, orders.request(number), due.getAsLong(), sagas, counts)) {
                    free.release();
                    Thread.sleep(10); // a server that refuses at once must not be hammered by an idle loop
                }
                if (job.pauseMs() > 0) {
                    Thread.sleep(job.pauseMs());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the order was accepted. */
    private boolean place(KeepAliveConnection connection, byte[] request, long due, Sagas sagas, boolean counts) {
        int status;
        try {
            KeepAliveConnection.Answer answer = connection.send(request);
            status = answer.status();
            if (status == 201) {
                long answered = System.nanoTime();
                String location = answer.location();
                UUID order = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
                sagas.accepted(order, due, answered);
                return true;
            }
        } catch (IOException _) {
            status = BROKEN_CONNECTION;
        }
        if (counts) {
            refused.merge(status, 1L, Long::sum);
        }
        return false;
    }

    private static void drain(Sagas sagas) throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN_NANOS;
        while (sagas.open() > 0 && System.nanoTime() - deadline < 0) {
            Thread.sleep(20);
        }
    }

    private static void sleepUntil(long nanos) {
        for (long wait = nanos - System.nanoTime(); wait > 0; wait = nanos - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }
}
