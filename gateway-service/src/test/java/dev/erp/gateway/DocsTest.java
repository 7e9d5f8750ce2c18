package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest(
        properties = {
            "management.server.port=0",
            "erp.gateway.docs.keep=0s",
            "erp.gateway.docs.keep-incomplete=0s",
            "erp.gateway.rate-limit.anonymous.requests=0"
        })
class DocsTest {

    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    @Test
    void the_document_has_the_paths_of_every_service_that_answers_and_names_the_others() {
        StubServices.SALES.answers("/v3/api-docs", document("/api/v1/customers"));
        StubServices.INVENTORY.answers("/v3/api-docs", document("/api/v1/products"));

        client().get()
                .uri("/openapi.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.openapi")
                .isEqualTo("3.1.0")
                .jsonPath("$.paths['/api/v1/customers']")
                .exists()
                .jsonPath("$.paths['/api/v1/products']")
                .exists()
                // finance, hr and purchasing are down, audit and auth have none
                .jsonPath("$.info.description")
                .value((String text) -> assertThat(text).contains("audit, auth, finance"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/redoc"})
    void a_page_needs_nothing_from_elsewhere(String page) {
        String html = text(page);
        List<String> links =
                LINK.matcher(html).results().map(link -> link.group(1)).toList();

        assertThat(links).hasSizeGreaterThanOrEqualTo(3).allMatch(link -> link.startsWith("/"));
        links.forEach(link -> assertThat(text(link)).as(link).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/redoc"})
    void a_page_runs_no_script_that_is_written_into_it(String page) {
        client().get()
                .uri(page)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .value("Content-Security-Policy", policy -> assertThat(policy).contains("script-src 'self';"));

        assertThat(text(page)).doesNotContainPattern("<script(?![^>]*src=)").doesNotContainPattern("\\son\\w+=");
    }

    @Test
    void a_file_that_is_not_there_is_not_found() {
        assertProblem(client().get().uri("/docs/nothing.js").exchange(), 404, "not_found");
    }

    @Test
    void a_viewer_cannot_be_framed() {
        client().get()
                .uri("/docs")
                .exchange()
                .expectHeader()
                .valueEquals("X-Frame-Options", "DENY")
                .expectHeader()
                .value(HttpHeaders.CONTENT_TYPE, type -> assertThat(type).startsWith("text/html"));
    }

    private String text(String path) {
        byte[] body = client().get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return new String(body, java.nio.charset.StandardCharsets.UTF_8);
    }

    private WebTestClient client() {
        return Client.anonymous(port)
                .mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 * 1024 * 1024))
                .build();
    }

    private static String document(String path) {
        return """
               {"openapi": "3.1.0", "info": {"title": "x", "version": "v1"}, "components": {},
                "paths": {"%s": {"get": {"operationId": "list", "responses": {"200": {"description": "OK"}}}}}}
               """.formatted(path);
    }
}
