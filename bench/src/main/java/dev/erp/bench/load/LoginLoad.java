package dev.erp.bench.load;

import dev.erp.bench.load.LoadSetup.Clerk;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Users who log in at once, each again as soon as they are in, until it is closed. */
public final class LoginLoad implements AutoCloseable {
    private static final int BROKEN_CONNECTION = 0;
    private static final long PAUSE_AFTER_REFUSAL_MS = 100;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong done = new AtomicLong();
    private final Map<Integer, Long> refused = new ConcurrentHashMap<>();
    private volatile boolean over;

    /** Begins at once, with a connection for each user. */
    public LoginLoad(URI gateway, List<Clerk> users) {
        for (Clerk user : users) {
            byte[] request = Tokens.request(gateway, user);
            threads.add(Thread.ofPlatform().name("login").start(() -> {
                try (var connection = new KeepAliveConnection(gateway)) {
                    while (!over) {
                        logIn(connection, request);
                    }
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
    }

    private void logIn(KeepAliveConnection connection, byte[] request) throws InterruptedException {
        int status = BROKEN_CONNECTION;
        try {
            status = connection.send(request).status();
        } catch (IOException _) {
            // counted below
        }
        if (status == 200) {
            done.incrementAndGet();
        } else {
            refused.merge(status, 1L, Long::sum);
            Thread.sleep(PAUSE_AFTER_REFUSAL_MS); // a server that refuses at once must not be hammered by an idle loop
        }
    }

    /** Logins that were answered with 200 so far. */
    public long done() {
        return done.get();
    }

    /** Other answers so far, by status; 0 stands for a broken connection. */
    public Map<Integer, Long> refused() {
        return new TreeMap<>(refused);
    }

    /** Waits for the answers that are under way. */
    @Override
    public void close() {
        over = true;
        GetLoad.join(threads);
    }
}
