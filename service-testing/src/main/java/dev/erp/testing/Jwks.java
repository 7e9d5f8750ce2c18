package dev.erp.testing;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in for auth-service: publishes the public half of the key that {@link Tokens} signs with. One per JVM. */
public final class Jwks {

    private static final String PATH = "/.well-known/jwks.json";
    private static final String STRANGERS_PATH = "/strangers-keys.json";
    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final AtomicInteger STRANGERS_REQUESTS = new AtomicInteger();
    private static final HttpServer SERVER = start();

    private static final Set<RSAKey> KEYS = ConcurrentHashMap.newKeySet();

    private static volatile boolean available = true;

    static {
        KEYS.add(Tokens.KEY);
    }

    private Jwks() {}

    /** Base URL, as {@code erp.auth.url} wants it. */
    public static String url() {
        return "http://127.0.0.1:" + SERVER.getAddress().getPort();
    }

    /** How often the keys were fetched since the JVM started. */
    public static int requests() {
        return REQUESTS.get();
    }

    /** Where the header of a {@link WrongToken} says that its key can be fetched, and it can. */
    static URI strangersUrl() {
        return URI.create(url() + STRANGERS_PATH);
    }

    /** How often somebody believed such a header since the JVM started. */
    public static int strangersRequests() {
        return STRANGERS_REQUESTS.get();
    }

    /** False: answers 503 until it is true again. */
    public static void available(boolean now) {
        available = now;
    }

    /** Publishes another key too, see {@link Tokens#as(Role, RSAKey)}. */
    public static void publish(RSAKey key) {
        KEYS.add(key);
    }

    /** Publishes it no more. */
    public static void withdraw(RSAKey key) {
        KEYS.remove(key);
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.createContext(PATH, exchange -> {
                REQUESTS.incrementAndGet();
                answer(exchange, new JWKSet(List.copyOf(KEYS)));
            });
            server.createContext(STRANGERS_PATH, exchange -> {
                STRANGERS_REQUESTS.incrementAndGet();
                answer(exchange, new JWKSet(WrongToken.strangersKey()));
            });
            server.setExecutor(Executors.newFixedThreadPool(
                    2, Thread.ofPlatform().daemon().name("test-jwks-", 1).factory()));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, JWKSet keys) throws IOException {
        byte[] body = keys.toString().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(available ? 200 : 503, available ? body.length : -1);
            if (available) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
