package dev.erp.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests exactly as they are given: any method, path, header, body and token, from any address of the loopback network. */
public final class Door implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Longer than the gateway lets anything take. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final AtomicInteger ADDRESSES = new AtomicInteger(256);

    private final String url;
    private final HttpClient http;

    private Door(String url, String address) {
        this.url = url;
        try {
            this.http = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.getByName(address))
                    .connectTimeout(LIMIT)
                    .build();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    /** The gateway of the running system, from an address that nobody else comes from: limits per address are its own. */
    public static Door fromElsewhere() {
        return new Door(RunningSystem.get().gateway(), newAddress());
    }

    /** The same for another base URL, such as that of a service. */
    public static Door to(String url) {
        return new Door(url, newAddress());
    }

    private static String newAddress() {
        int next = ADDRESSES.getAndIncrement();
        return "127.9.%d.%d".formatted(next / 250, 1 + next % 250);
    }

    /** A request to be completed and sent. */
    public Call call(String method, String path) {
        return new Call(method, path);
    }

    /** A request that is about to be sent. */
    public final class Call {
        private final String method;
        private final String path;
        private final List<String> headers = new ArrayList<>();
        private HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();

        private Call(String method, String path) {
            this.method = method;
            this.path = path;
        }

        /** With an access token; null for none. */
        public Call token(String token) {
            return token == null ? this : header("Authorization", "Bearer " + token);
        }

        /** With another header line. */
        public Call header(String name, String value) {
            headers.addAll(List.of(name, value));
            return this;
        }

        /** With this body, as it is. */
        public Call raw(byte[] bytes) {
            body = HttpRequest.BodyPublishers.ofByteArray(bytes);
            return this;
        }

        /** With this body, said to be JSON. */
        public Call json(String text) {
            body = HttpRequest.BodyPublishers.ofString(text);
            return header("Content-Type", "application/json");
        }

        /** With these fields. */
        public Call fields(Map<String, ?> fields) {
            return json(JSON.writeValueAsString(fields));
        }

        /** Sends it; no answer at all fails the test. */
        public Answer send() {
            var request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(LIMIT)
                    .method(method, body);
            for (int i = 0; i < headers.size(); i += 2) {
                request.header(headers.get(i), headers.get(i + 1));
            }
            try {
                return Answer.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
            } catch (IOException e) {
                throw new AssertionError(method + " " + path + " was not answered", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
