package dev.erp.standalone.system;

import dev.erp.standalone.system.RunFile.ServiceAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Whether a service is ready, as it says itself. */
public final class Health implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** {@code UP}, or what it says instead, or {@code unreachable}. */
    public String of(ServiceAddress service) {
        var request = HttpRequest.newBuilder(URI.create(service.management() + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? "UP" : "not ready (%d)".formatted(response.statusCode());
        } catch (IOException _) {
            return "unreachable";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "unreachable";
        }
    }

    /**
     * Waits until it is ready.
     *
     * @param alive asked between two looks; when it says no there is nothing to wait for
     * @throws ErpException when the limit passes or it is not alive any more
     */
    public void awaitReady(ServiceAddress service, Duration limit, BooleanSupplier alive) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (String health = of(service); !health.equals("UP"); health = of(service)) {
            if (!alive.getAsBoolean()) {
                throw new ErpException("%s has ended before it was ready.".formatted(service.name()));
            }
            if (System.nanoTime() > deadline) {
                throw new ErpException(
                        "%s is not ready after %d s: %s.".formatted(service.name(), limit.toSeconds(), health));
            }
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ErpException("Interrupted while waiting for %s.".formatted(service.name()), e);
            }
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
