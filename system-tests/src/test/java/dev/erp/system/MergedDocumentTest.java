package dev.erp.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.ApiDocument;
import org.junit.jupiter.api.Test;

/** The API document of the whole system, as the gateway serves it. */
class MergedDocumentTest {

    @Test
    void the_document_of_all_services_is_valid_and_every_example_in_it_keeps_its_schema() {
        ApiDocument document;
        try (Door door = Door.fromElsewhere()) {
            document = PublishedApi.of(door);
        }

        assertThat(document.schemaViolations()).isEmpty();
        assertThat(document.lintProblems()).isEmpty();
        assertThat(document.violations()).isEmpty();
        assertThat(document.operations()).hasSizeGreaterThan(80).allSatisfy(operation -> assertThat(
                        operation.problemCodes("504"))
                .as(operation.name())
                .containsExactly("upstream_timeout"));
    }
}
