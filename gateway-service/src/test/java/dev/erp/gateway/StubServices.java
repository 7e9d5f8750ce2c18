package dev.erp.gateway;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.erp.testing.Jwks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The services behind the gateway under test, one of each per JVM. Finance, HR and purchasing are down; the keys are the tests'. */
final class StubServices implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final StubService AUTH = new StubService("auth");
    static final StubService INVENTORY = new StubService("inventory");
    static final StubService SALES = new StubService("sales");
    static final StubService AUDIT = new StubService("audit");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "erp.auth.url=" + AUTH.url(),
                        "erp.inventory.url=" + INVENTORY.url(),
                        "erp.sales.url=" + SALES.url(),
                        "erp.audit.url=" + AUDIT.url(),
                        "erp.finance.url=http://127.0.0.1:" + closedPort(),
                        "erp.hr.url=http://127.0.0.1:" + closedPort(),
                        "erp.purchasing.url=http://127.0.0.1:" + closedPort())
                .applyTo(context);
        publishKeys();
    }

    /** From now on {@link #AUTH} publishes the keys with which tests sign. */
    static void publishKeys() {
        AUTH.answers("/.well-known/jwks.json", keys());
    }

    private static String keys() {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(Jwks.url() + "/.well-known/jwks.json"));
            String users = client.send(request.build(), BodyHandlers.ofString()).body();
            List<JWK> keys = new ArrayList<>(JWKSet.parse(users).getKeys());
            keys.add(ApiClientToken.KEY.toPublicJWK());
            return new JWKSet(keys).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int closedPort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
