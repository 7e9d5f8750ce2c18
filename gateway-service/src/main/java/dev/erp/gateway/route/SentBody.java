package dev.erp.gateway.route;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/**
 * A request whose body is watched on its way to the service. A client that sends it slowly, or goes away in the middle, must not
 * look like a service that does not answer: it could make the gateway leave a service alone that is well.
 */
final class SentBody extends ServerHttpRequestDecorator {

    private volatile boolean complete;

    SentBody(ServerHttpRequest request) {
        super(request);
    }

    static boolean isIn(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Whether the client has sent all of it. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody().doOnComplete(() -> complete = true);
    }
}
