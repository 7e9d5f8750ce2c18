package dev.erp.gateway.accesslog;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer with the entry of its request; counts the bytes of its body, before they are compressed. */
final class CountedResponse extends ServerHttpResponseDecorator {

    private final AccessEntry entry = new AccessEntry();
    private long bytes;

    CountedResponse(ServerHttpResponse response) {
        super(response);
    }

    AccessEntry entry() {
        return entry;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return super.writeWith(counted(body));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return super.writeAndFlushWith(Flux.from(body).map(this::counted));
    }

    /** A Mono stays one: the server sends it with less effort. */
    private Publisher<? extends DataBuffer> counted(Publisher<? extends DataBuffer> body) {
        return body instanceof Mono<? extends DataBuffer> whole
                ? whole.doOnNext(this::count)
                : Flux.from(body).doOnNext(this::count);
    }

    private void count(DataBuffer buffer) {
        bytes += buffer.readableByteCount();
    }
}
