package dev.erp.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.bench.load.LoadSetup.Clerk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoginLoadTest {
    private static final List<Clerk> USERS =
            List.of(new Clerk("ann", "a"), new Clerk("bob", "b"), new Clerk("cid", "c"));

    private final Set<String> bodies = ConcurrentHashMap.newKeySet();

    @RegisterExtension
    private final StubServer server = new StubServer();

    private LoginLoad begin() {
        return new LoginLoad(server.url(), USERS);
    }

    @Test
    void each_user_has_one_login_under_way_and_those_that_are_answered_count() throws InterruptedException {
        var allAtOnce = new CountDownLatch(USERS.size());
        var answered = new AtomicInteger();
        server.answers("/api/v1/auth/login", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            allAtOnce.countDown();
            try {
                allAtOnce.await(); // no one gets an answer before all have asked
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            // before the client can have it
            answered.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        LoginLoad load = begin();
        allAtOnce.await();
        load.close();

        assertThat(bodies).hasSize(USERS.size()).allMatch(body -> body.contains("\"username\":"));
        assertThat(load.done()).isEqualTo(answered.get()).isGreaterThanOrEqualTo(USERS.size());
        assertThat(load.refused()).isEmpty();
    }

    @Test
    void refusals_are_told_and_are_no_logins() throws InterruptedException {
        var asked = new CountDownLatch(USERS.size());
        server.answers("/api/v1/auth/login", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
            asked.countDown();
        });
        LoginLoad load = begin();
        asked.await();
        load.close();

        assertThat(load.done()).isZero();
        assertThat(load.refused().keySet()).containsExactly(429);
    }
}
