package dev.erp.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

    @TempDir
    private Path directory;

    @Test
    void with_a_certificate_the_gateway_speaks_tls_and_takes_a_renewed_one_without_a_restart() throws Exception {
        var files = new PemFiles(directory.resolve("tls.crt"), directory.resolve("tls.key"));
        X509Certificate first = files.make();
        try (var gateway = RunningGateway.start(
                "erp.tls.certificate=" + files.certificate(),
                "erp.tls.private-key=" + files.privateKey(),
                "spring.ssl.bundle.watch.file.quiet-period=200ms")) {

            HttpResponse<String> answer = get(gateway, first);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"service\":\"sales\"}");
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .contains("max-age=31536000; includeSubDomains");
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");

            // without TLS nobody is answered
            assertThatThrownBy(() -> Client.anonymous(gateway.port())
                            .get()
                            .uri("/actuator/health")
                            .exchange())
                    .isInstanceOf(org.springframework.web.reactive.function.client.WebClientRequestException.class);
            // the management port is private, and as it was
            Client.anonymous(gateway.managementPort())
                    .get()
                    .uri("/actuator/health/liveness")
                    .exchange()
                    .expectStatus()
                    .isOk();

            X509Certificate renewed = files.make();
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> assertThat(
                            serial(get(gateway, renewed)))
                    .isEqualTo(renewed.getSerialNumber()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"erp.tls.certificate=/tls.crt", "erp.tls.private-key=/tls.key"})
    void a_certificate_without_its_key_or_the_reverse_is_refused_at_start(String half) {
        assertThatThrownBy(() -> RunningGateway.start(half))
                .hasMessage("TLS needs both, a certificate (ERP_TLS_CERTIFICATE) and its private key"
                        + " (ERP_TLS_PRIVATE_KEY)");
    }

    private static HttpResponse<String> get(RunningGateway gateway, X509Certificate trusted)
            throws IOException, InterruptedException, GeneralSecurityException {
        try (var client = HttpClient.newBuilder().sslContext(trusting(trusted)).build()) {
            var request = HttpRequest.newBuilder(
                            URI.create("https://127.0.0.1:" + gateway.port() + "/api/v1/customers"))
                    .header("Authorization", "Bearer " + Tokens.as(Role.VIEWER))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static BigInteger serial(HttpResponse<String> answer) throws Exception {
        var certificate = (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
        return certificate.getSerialNumber();
    }

    private static SSLContext trusting(X509Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", certificate);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
