package dev.erp.bench.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Writes requests that place an order of three different products. Not thread-safe: one for each connection. */
final class Orders {
    private final LoadSetup setup;
    private final int products;
    private final List<String> tokens;
    private final String key;
    private final SplittableRandom random;

    /**
     * @param products at least 20, the first of the setup's
     * @param tokens one per clerk
     * @param key start of the Idempotency-Keys; no other job or connection has the same
     */
    Orders(LoadSetup setup, int products, List<String> tokens, String key) {
        this.setup = setup;
        this.products = products;
        this.tokens = tokens;
        this.key = key;
        this.random = new SplittableRandom(key.hashCode());
    }

    /** @param number of the order within this object's key */
    byte[] request(long number) {
        URI gateway = URI.create(setup.gateway());
        String body = body();
        return """
                POST /api/v1/sales-orders HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Idempotency-Key: %s-%d\r
                Content-Type: application/json\r
                Accept: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(
                        gateway.getAuthority(),
                        tokens.get((int) (number % tokens.size())),
                        key,
                        number,
                        body.length(),
                        body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private String body() {
        int first = random.nextInt(products);
        // steps of less than a third never come back to the first
        int step = 1 + random.nextInt(products / 3);
        return """
                {"customerId":"%s","lines":[%s,%s,%s]}""".formatted(
                        setup.customers().get(random.nextInt(setup.customers().size())),
                        line(first),
                        line((first + step) % products),
                        line((first + 2 * step) % products));
    }

    private String line(int product) {
        UUID id = setup.products().get(product);
        return """
                {"productId":"%s","quantity":%d}""".formatted(id, 1 + random.nextInt(3));
    }
}
