package dev.erp.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** With the JDK's client, which takes an answer as it comes. */
@GatewayTest
class CompressionTest {

    private static final String LARGE = "{\"items\":[" + "{\"name\":\"widget\"},".repeat(1000) + "{}]}";

    @LocalServerPort
    private int port;

    @Test
    void a_large_answer_is_compressed_for_those_who_can_read_that() throws Exception {
        StubServices.SALES.answers("/api/v1/customers?limit=200", LARGE);

        HttpResponse<byte[]> answer = get("/api/v1/customers?limit=200", "gzip");

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.body().length).isLessThan(LARGE.length() / 10);
        assertThat(gunzip(answer.body())).isEqualTo(LARGE);
    }

    @Test
    void others_get_it_as_it_is() throws Exception {
        StubServices.SALES.answers("/api/v1/customers?limit=200", LARGE);

        HttpResponse<byte[]> answer = get("/api/v1/customers?limit=200", "identity");

        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(LARGE);
    }

    @Test
    void a_small_answer_is_left_as_it_is() throws Exception {
        assertThat(get("/api/v1/customers/small", "gzip").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/swagger-ui.js", "/docs/swagger-ui.css", "/redoc/redoc.js"})
    void the_files_of_the_documentation_are_compressed(String path) throws Exception {
        HttpResponse<byte[]> plain = get(path, "identity");
        HttpResponse<byte[]> compressed = get(path, "gzip");

        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(compressed.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(compressed.body().length).isLessThan(plain.body().length / 2);
        assertThat(gunzip(compressed.body())).isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> get(String path, String encoding) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "Bearer " + Tokens.as(Role.VIEWER))
                    .header("Accept-Encoding", encoding)
                    .build();
            return client.send(request, BodyHandlers.ofByteArray());
        }
    }

    private static String gunzip(byte[] bytes) throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
