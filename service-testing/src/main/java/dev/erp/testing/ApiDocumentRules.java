package dev.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** What must be true of the API document of every service; a service's test class extends this one with {@link ServiceTest}. */
public abstract class ApiDocumentRules {

    private static final Pattern SORTABLE = Pattern.compile("must be one of \\[([^]]*)]");

    @Autowired
    private Api api;

    /** As the service gives it now. */
    protected final ApiDocument document() {
        return ApiDocument.of(api);
    }

    @Test
    void the_document_is_valid_openapi() {
        assertThat(document().schemaViolations()).isEmpty();
    }

    @Test
    void the_linter_finds_nothing() {
        assertThat(document().lintProblems()).isEmpty();
    }

    @Test
    void every_operation_is_described_with_examples_that_keep_their_schemas() {
        assertThat(document().violations()).isEmpty();
    }

    @Test
    void the_form_of_every_request_example_is_accepted() {
        List<String> refused = new ArrayList<>();
        for (ApiOperation operation : document().operations()) {
            operation.bodyExample().ifPresent(body -> {
                ResponseSpec answer = api.as(Role.ADMIN)
                        .client()
                        .method(HttpMethod.valueOf(operation.method()))
                        .uri(operation.examplePath())
                        .header(HttpHeaders.IF_MATCH, "*")
                        .contentType(
                                MediaType.parseMediaType(operation.bodyType().orElseThrow()))
                        .bodyValue(body.toString())
                        .exchange();
                int status = answer.returnResult(Void.class).getStatus().value();
                if (status == 400 || status == 405 || status == 413 || status == 415 || status >= 500) {
                    refused.add(operation.name() + " answers its own example with " + status + ": "
                            + answer.expectBody(String.class).returnResult().getResponseBody());
                }
            });
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void lists_can_be_sorted_by_what_the_document_says_and_nothing_else() {
        document().operations().stream()
                .filter(operation -> operation.has("cursor"))
                .forEach(operation -> {
                    String refusal = api.as(Role.ADMIN)
                            .get(operation.examplePath() + "?sort=nothing")
                            .expectBody(String.class)
                            .returnResult()
                            .getResponseBody();
                    Matcher fields = SORTABLE.matcher(refusal);
                    if (!fields.find()) {
                        assertThat(refusal).as(operation.name()).contains("\"not_found\"");
                        return;
                    }
                    assertThat(operation.values("sort"))
                            .as(operation.name())
                            .containsExactlyInAnyOrderElementsOf(
                                    Stream.of(fields.group(1).split(", "))
                                            .flatMap(field -> Stream.of(field, "-" + field))
                                            .toList());
                });
    }

    @Test
    void the_code_of_every_problem_is_one_that_the_code_gives() {
        Set<String> given = LoadedStrings.of(getClass());
        assertThat(document().operations().stream().flatMap(operation -> operation.problemCodes().stream()
                        .filter(code -> !given.contains(code))
                        .map(code -> operation.name() + " never answers with " + code)))
                .isEmpty();
    }
}
