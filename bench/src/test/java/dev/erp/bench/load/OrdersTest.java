package dev.erp.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrdersTest {
    private static final List<UUID> PRODUCTS =
            Stream.generate(UUID::randomUUID).limit(100).toList();
    private static final LoadSetup SETUP = new LoadSetup(
            "http://127.0.0.1:8080", "", List.of(), List.of(UUID.randomUUID(), UUID.randomUUID()), PRODUCTS);

    @Test
    void every_order_has_three_different_products_of_those_it_may_buy() {
        var orders = new Orders(SETUP, 20, List.of("token"), "key");
        Set<String> bought = new HashSet<>();
        for (int number = 0; number < 500; number++) {
            Set<String> products = new HashSet<>();
            body(orders.request(number))
                    .get("lines")
                    .forEach(line -> products.add(line.get("productId").asString()));
            assertThat(products).hasSize(3);
            bought.addAll(products);
        }
        assertThat(bought)
                .containsExactlyInAnyOrderElementsOf(
                        PRODUCTS.subList(0, 20).stream().map(UUID::toString).toList());
    }

    @Test
    void every_order_has_its_own_key_and_the_clerks_take_turns() {
        var orders = new Orders(SETUP, 20, List.of("one", "two"), "run-7");
        assertThat(text(orders.request(0))).contains("Idempotency-Key: run-7-0\r\n", "Bearer one\r\n");
        assertThat(text(orders.request(1))).contains("Idempotency-Key: run-7-1\r\n", "Bearer two\r\n");
    }

    @Test
    void the_length_is_that_of_the_body() {
        String request = text(new Orders(SETUP, 20, List.of("token"), "key").request(0));
        String body = request.substring(request.indexOf("\r\n\r\n") + 4);
        assertThat(request).contains("Content-Length: %d\r\n".formatted(body.length()));
    }

    private static JsonNode body(byte[] request) {
        String text = text(request);
        return new JsonMapper().readTree(text.substring(text.indexOf("\r\n\r\n") + 4));
    }

    private static String text(byte[] request) {
        return new String(request, StandardCharsets.ISO_8859_1);
    }
}
