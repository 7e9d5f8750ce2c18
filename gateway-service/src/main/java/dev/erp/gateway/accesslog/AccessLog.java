package dev.erp.gateway.accesslog;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.SignalType;

/**
 * Writes a line of JSON for each request to the logger {@value #LOGGER}, when its answer is out. No secret is in it: of a request's
 * headers only the user agent, nothing of its query and its body.
 */
@Component
public final class AccessLog implements HttpHandlerDecoratorFactory {

    static final String LOGGER = "erp.access";

    /** What web servers write when the client went away before it was answered; never sent. */
    static final int CLIENT_WENT_AWAY = 499;

    private static final int MAX_PATH = 1024;
    private static final int MAX_USER_AGENT = 200;
    private static final int MAX_SHORT = 100;

    private final Logger log = LoggerFactory.getLogger(LOGGER);
    private final boolean enabled;
    private final Clock clock;

    AccessLog(@Value("${erp.gateway.access-log.enabled}") boolean enabled, Clock clock) {
        this.enabled = enabled;
        this.clock = clock;
    }

    @Override
    public HttpHandler apply(HttpHandler handler) {
        if (!enabled) {
            return handler;
        }
        return (request, response) -> {
            long startedAtNanos = System.nanoTime();
            var counted = new CountedResponse(response);
            return handler.handle(request, counted)
                    .doFinally(signal -> write(request, counted, signal, startedAtNanos));
        };
    }

    /**
     * A request that was refused before it could be read as one.
     *
     * @param address the client's, null if unknown
     */
    public void unreadable(String requestId, int status, String address) {
        if (enabled && log.isInfoEnabled()) {
            log.info(line(requestId)
                    .number("status", status)
                    .text("address", address, MAX_SHORT)
                    .toString());
        }
    }

    private void write(ServerHttpRequest request, CountedResponse response, SignalType signal, long startedAtNanos) {
        if (!log.isInfoEnabled()) {
            return;
        }
        AccessEntry entry = response.entry();
        log.info(line(entry.requestId())
                .text("traceId", entry.traceId(), MAX_SHORT)
                .text("method", request.getMethod().name(), MAX_SHORT)
                .text("path", request.getPath().value(), MAX_PATH)
                .number("status", status(response, signal))
                .number("durationMs", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAtNanos))
                .number("bytes", request.getMethod() == HttpMethod.HEAD ? 0 : response.bytes())
                .text("subject", entry.subject(), MAX_SHORT)
                .text("apiClient", entry.apiClient(), MAX_SHORT)
                .text("address", entry.address(), MAX_SHORT)
                .text("userAgent", request.getHeaders().getFirst(HttpHeaders.USER_AGENT), MAX_USER_AGENT)
                .toString());
    }

    private JsonLine line(String requestId) {
        return new JsonLine()
                .text("time", clock.instant().toString(), MAX_SHORT)
                .text("requestId", requestId, MAX_SHORT);
    }

    private static int status(CountedResponse response, SignalType signal) {
        if (signal == SignalType.CANCEL && !response.isCommitted()) {
            return CLIENT_WENT_AWAY;
        }
        HttpStatusCode status = response.getStatusCode();
        return status == null ? 200 : status.value();
    }
}
