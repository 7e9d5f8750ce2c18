package dev.erp.testing;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in for auth-service: publishes the public half of the key that {@link Tokens} signs with. One per JVM. */
public final class Jwks {

    private static final String PATH = "/.well-known/jwks.json";
    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final HttpServer SERVER = start();

    private static volatile boolean available = true;

    private Jwks() {}

    /** Base URL, as {@code erp.auth.url} wants it. */
    public static String url() {
        return "http://127.0.0.1:" + SERVER.getAddress().getPort();
    }

    /** How often the keys were fetched since the JVM started. */
    public static int requests() {
        return REQUESTS.get();
    }

    /** False: answers 503 until it is true again. */
    public static void available(boolean now) {
        available = now;
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.createContext(PATH, Jwks::answer);
            server.setExecutor(Executors.newFixedThreadPool(
                    2, Thread.ofPlatform().daemon().name("test-jwks-", 1).factory()));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        REQUESTS.incrementAndGet();
        byte[] body = new JWKSet(Tokens.KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(available ? 200 : 503, available ? body.length : -1);
            if (available) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
