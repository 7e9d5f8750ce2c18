package dev.erp.bench.inside;

import dev.erp.chassis.security.BearerToken;
import dev.erp.chassis.security.Principal;
import dev.erp.chassis.security.TokenVerifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;

/**
 * What it costs to check an access token that was seen before: by a whole gateway's own verifier, with keys of the running
 * auth-service and its revocations, from the request's headers to the caller.
 */
public final class TokenChecks {
    private static final String GATEWAY = "dev.erp.gateway.GatewayService";
    private static final int WARM_UP_CHECKS = 300_000;
    private static final int CHECKS = 1_000_000;

    private TokenChecks() {}

    /** @param arguments the file for the result (CPU nanoseconds of one check); standard input has one token on each line */
    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        List<HttpHeaders> requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .map(TokenChecks::headers)
                .toList();
        try (ConfigurableApplicationContext gateway = SpringApplication.run(Class.forName(GATEWAY))) {
            TokenVerifier verifier = gateway.getBean(TokenVerifier.class);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            check(verifier, requests, WARM_UP_CHECKS);
            long before = threads.getCurrentThreadCpuTime();
            check(verifier, requests, CHECKS);
            double nanos = (double) (threads.getCurrentThreadCpuTime() - before) / CHECKS;
            Files.writeString(Path.of(arguments[0]), Double.toString(nanos));
        }
    }

    private static void check(TokenVerifier verifier, List<HttpHeaders> requests, int times) {
        for (int i = 0; i < times; i++) {
            Authentication caller = verifier.authenticate(BearerToken.of(requests.get(i % requests.size())))
                    .block();
            if (!(caller.getPrincipal() instanceof Principal)) {
                throw new IllegalStateException("nobody: " + caller);
            }
        }
    }

    private static HttpHeaders headers(String token) {
        var headers = new HttpHeaders();
        headers.setBearerAuth(token);
        return headers;
    }
}
