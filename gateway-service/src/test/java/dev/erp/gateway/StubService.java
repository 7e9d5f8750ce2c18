package dev.erp.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Stands in for a service: answers what it was asked. Paths that end in /slow, /drop or /cached get what they say. */
final class StubService {

    /** A request as it arrived; header names in lower case. */
    record Received(String method, String uri, Map<String, List<String>> headers, int bodyBytes) {

        List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }

    private static final Duration NEVER = Duration.ofMinutes(5);

    private final String name;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final DisposableServer server;
    private final Map<String, Function<HttpServerResponse, Publisher<Void>>> answers = new ConcurrentHashMap<>();

    StubService(String name) {
        this.name = name;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(this::answer)
                .bindNow();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** From now on it answers this at that path. */
    void answers(String uri, String json) {
        answers.put(uri, response -> json(response, json));
    }

    /** From now on it answers with this status at that path. */
    void answers(String uri, int status) {
        answers.put(uri, response -> json(response.status(status), "{\"status\":" + status + "}"));
    }

    /** The next requests at that path lose their connection, so many of them; then it answers again. */
    void drops(String uri, int times) {
        var left = new AtomicInteger(times);
        answers.put(uri, response -> left.getAndDecrement() > 0 ? drop(response) : json(response, ownName()));
    }

    /** From now on it begins an answer at that path, and never ends it. */
    void stalls(String uri) {
        answers.put(uri, response -> response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .header(HttpHeaderNames.CONTENT_LENGTH, "1000")
                .sendString(Flux.concat(Mono.just("{\"begun\":"), Flux.never()), StandardCharsets.UTF_8));
    }

    /** From now on requests at that path wait until the sink has a value. */
    Sinks.One<String> holds(String uri) {
        Sinks.One<String> answer = Sinks.one();
        answers.put(uri, response -> answer.asMono().flatMap(json -> Mono.from(json(response, json))));
        return answer;
    }

    List<Received> received(String uri) {
        return received.stream().filter(r -> r.uri().equals(uri)).toList();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .map(body -> body.readableBytes())
                .defaultIfEmpty(0)
                .doOnNext(bytes ->
                        received.add(new Received(request.method().name(), request.uri(), headers(request), bytes)))
                .flatMap(bytes -> Mono.from(answer(request.uri(), response)));
    }

    private Publisher<Void> answer(String uri, HttpServerResponse response) {
        response.header("Server", "stub/1.0").header("X-Frame-Options", "SAMEORIGIN");
        if (answers.containsKey(uri)) {
            return answers.get(uri).apply(response);
        }
        if (uri.startsWith("/v3/")) {
            return response.status(404).send();
        }
        if (uri.endsWith("/slow")) {
            return Mono.delay(NEVER).then();
        }
        if (uri.endsWith("/drop")) {
            return drop(response);
        }
        if (uri.endsWith("/cached")) {
            response.header(HttpHeaderNames.CACHE_CONTROL, "public, max-age=300");
        }
        return json(response, ownName());
    }

    private String ownName() {
        return "{\"service\":\"" + name + "\"}";
    }

    private static Publisher<Void> drop(HttpServerResponse response) {
        response.withConnection(connection -> connection.channel().close());
        return Mono.never();
    }

    private static Publisher<Void> json(HttpServerResponse response, String body) {
        return response.header(HttpHeaderNames.CONTENT_TYPE, "application/json").sendString(Mono.just(body));
    }

    private static Map<String, List<String>> headers(HttpServerRequest request) {
        Map<String, List<String>> headers = new TreeMap<>();
        request.requestHeaders().forEach(header -> headers.computeIfAbsent(
                        header.getKey().toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                .add(header.getValue()));
        return headers;
    }
}
