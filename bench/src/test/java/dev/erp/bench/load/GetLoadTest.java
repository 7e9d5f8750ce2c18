package dev.erp.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GetLoadTest {
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> callers = ConcurrentHashMap.newKeySet();

    @RegisterExtension
    private final StubServer server = new StubServer();

    /** Answers every {@code nth} request with 503 and all others with 200. */
    private GetLoad refusing(int nth) {
        server.answers("/things", exchange -> {
            callers.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(requests.incrementAndGet() % nth == 0 ? 503 : 200, 5);
            exchange.getResponseBody().write("hello".getBytes());
            exchange.close();
        });
        return new GetLoad(server.url(), "/things", List.of("one", "two"));
    }

    @Test
    void at_a_fixed_rate_all_that_are_due_are_sent_and_those_with_200_are_timed() {
        GetLoad.Result result = refusing(10).arriving(4, 100, 1);

        assertThat(requests).hasValue(100);
        assertThat(result.answered()).isEqualTo(90);
        assertThat(result.refused()).isEqualTo(Map.of(503, 10L));
        assertThat(result.unsent()).isZero();
        assertThat(result.bytes()).isEqualTo(5);
        assertThat(result.clean()).isFalse();
    }

    @Test
    void at_full_speed_every_answer_is_counted_and_the_users_take_turns() {
        GetLoad.Result result = refusing(Integer.MAX_VALUE).saturating(3, 1);

        assertThat(result.answered()).isEqualTo(requests.get()).isGreaterThan(3);
        assertThat(result.clean()).isTrue();
        assertThat(callers).containsExactlyInAnyOrder("Bearer one", "Bearer two");
    }

    @Test
    void a_server_that_is_not_there_is_told() {
        GetLoad load = refusing(Integer.MAX_VALUE);
        server.stop();

        GetLoad.Result result = load.arriving(2, 10, 1);

        assertThat(result.refused()).isEqualTo(Map.of(0, 10L));
        assertThat(result.answered()).isZero();
    }
}
