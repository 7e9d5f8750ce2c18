package dev.erp.gateway.door;

import dev.erp.chassis.web.Problem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How large a request's body may be, whether its length is announced or it comes in chunks.
 *
 * <p>A body that is too large is read to its end, or to another bound, and thrown away before it is refused: a connection that is
 * closed while the client still sends resets, and the reset takes the answer with it (RFC 9112, 9.6). So whoever sends a photo of 5
 * MB reads why it was refused, and whoever sends a stream without an end is cut off.
 */
public final class BodyLimit {

    private static final String EXCEEDED = BodyLimit.class.getName();
    private static final Duration DISCARD_FOR = Duration.ofSeconds(10);
    private static final int DISCARD_TIMES = 16;

    private final long maxBytes;

    BodyLimit(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * The problem, if the body that was being sent on turned out to be too large; else null. The failure that shows then is that of
     * the connection to the service, because its request was cut.
     */
    public static Problem exceeded(ServerWebExchange exchange) {
        return exchange.getAttribute(EXCEEDED);
    }

    /** Goes on with the exchange as it is, or with one that counts what arrives when no length was announced; else fails with 413. */
    Mono<Void> enforce(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders headers = request.getHeaders();
        long announced = headers.getContentLength();
        if (announced > maxBytes) {
            // who asks before sending (RFC 9110, 10.1.1) has not sent anything yet
            return announced > maxBytes * DISCARD_TIMES || headers.containsHeader(HttpHeaders.EXPECT)
                    ? Mono.error(tooLarge())
                    : request.getBody()
                            .doOnNext(DataBufferUtils::release)
                            .take(DISCARD_FOR)
                            .then(Mono.error(this::tooLarge));
        }
        // a body that is longer than announced is no body: the HTTP decoder sees a second request in it
        return chain.filter(
                announced >= 0 || !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                        ? exchange
                        : exchange.mutate().request(new Counting(exchange)).build());
    }

    private Problem tooLarge() {
        return new Problem(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "body_too_large",
                        "A request body has at most " + maxBytes + " bytes.")
                // what may still come is not read
                .header(HttpHeaders.CONNECTION, "close");
    }

    private final class Counting extends ServerHttpRequestDecorator {

        private final ServerWebExchange exchange;

        Counting(ServerWebExchange exchange) {
            super(exchange.getRequest());
            this.exchange = exchange;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.defer(() -> {
                var seen = new AtomicLong();
                return super.getBody()
                        .<DataBuffer>handle((buffer, sink) -> {
                            long bytes = seen.addAndGet(buffer.readableByteCount());
                            if (bytes <= maxBytes) {
                                sink.next(buffer);
                                return;
                            }
                            DataBufferUtils.release(buffer);
                            if (bytes > maxBytes * DISCARD_TIMES) {
                                sink.error(refuse());
                            }
                        })
                        .concatWith(Mono.defer(() -> seen.get() > maxBytes ? Mono.error(refuse()) : Mono.empty()));
            });
        }

        private Problem refuse() {
            Problem problem = tooLarge();
            exchange.getAttributes().put(EXCEEDED, problem);
            return problem;
        }
    }
}
