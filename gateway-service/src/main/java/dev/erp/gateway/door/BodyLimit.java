package dev.erp.gateway.door;

import dev.erp.chassis.web.Problem;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/** How large a request's body may be, whether its length is announced or it comes in chunks. */
public final class BodyLimit {

    private static final String EXCEEDED = BodyLimit.class.getName();

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

    /**
     * The exchange as it is, or one that counts what arrives when no length was announced.
     *
     * @throws Problem 413
     */
    ServerWebExchange enforce(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        long announced = headers.getContentLength();
        if (announced > maxBytes) {
            throw tooLarge();
        }
        // a body that is longer than announced is no body: the HTTP decoder sees a second request in it
        return announced >= 0 || !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                ? exchange
                : exchange.mutate().request(new Counting(exchange)).build();
    }

    private Problem tooLarge() {
        return new Problem(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "body_too_large",
                        "A request body has at most " + maxBytes + " bytes.")
                // what is still to come is not read
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
                return super.getBody().doOnNext(buffer -> {
                    if (seen.addAndGet(buffer.readableByteCount()) > maxBytes) {
                        DataBufferUtils.release(buffer);
                        Problem problem = tooLarge();
                        exchange.getAttributes().put(EXCEEDED, problem);
                        throw problem;
                    }
                });
            });
        }
    }
}
