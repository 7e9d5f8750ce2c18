package dev.erp.chassis.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hashes the body of requests with an Idempotency-Key while it is read, without keeping it. */
final class InputHashFilter implements WebFilter {

    static final String HEADER = "Idempotency-Key";
    private static final String ATTRIBUTE = InputHashFilter.class.getName();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getHeaders().containsHeader(HEADER)) {
            return chain.filter(exchange);
        }
        MessageDigest digest = sha256();
        ServerHttpRequest request = exchange.getRequest();
        digest.update((request.getMethod() + " " + request.getPath().value() + "\n").getBytes(StandardCharsets.UTF_8));
        exchange.getAttributes().put(ATTRIBUTE, digest);
        return chain.filter(
                exchange.mutate().request(new Hashing(request, digest)).build());
    }

    static MessageDigest digestOf(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static final class Hashing extends ServerHttpRequestDecorator {
        private final MessageDigest digest;

        Hashing(ServerHttpRequest request, MessageDigest digest) {
            super(request);
            this.digest = digest;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody().doOnNext(buffer -> {
                try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
                    while (parts.hasNext()) {
                        ByteBuffer part = parts.next();
                        digest.update(part);
                    }
                }
            });
        }
    }
}
