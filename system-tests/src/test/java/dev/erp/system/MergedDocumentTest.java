package dev.erp.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.ApiDocument;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The API document of the whole system, as the gateway serves it. */
class MergedDocumentTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void the_document_of_all_services_is_valid_and_every_example_in_it_keeps_its_schema() {
        ApiDocument document = complete();

        assertThat(document.schemaViolations()).isEmpty();
        assertThat(document.lintProblems()).isEmpty();
        assertThat(document.violations()).isEmpty();
        assertThat(document.operations()).hasSizeGreaterThan(80).allSatisfy(operation -> assertThat(
                        operation.problemCodes("504"))
                .as(operation.name())
                .containsExactly("upstream_timeout"));
    }

    /** A service that was away when the gateway asked is asked again a little later. */
    private static ApiDocument complete() {
        return await("every service in /openapi.json")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> ApiDocument.of(
                                HttpResponses.follow(HTTP, RunningSystem.get().gateway() + "/openapi.json")
                                        .body()),
                        document -> document.json()
                                .at("/info/description")
                                .asString()
                                .equals("All services behind the gateway."));
    }
}
