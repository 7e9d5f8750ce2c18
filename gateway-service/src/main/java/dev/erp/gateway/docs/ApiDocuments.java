package dev.erp.gateway.docs;

import dev.erp.chassis.web.Problem;
import dev.erp.gateway.route.Upstream;
import dev.erp.gateway.route.Upstreams;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Fetches the services' OpenAPI documents when somebody asks, merges them, and keeps the result for a while. */
@Component
class ApiDocuments {

    private static final Logger LOG = LoggerFactory.getLogger(ApiDocuments.class);
    private static final String PATH = "/v3/api-docs";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

    private final WebClient client = WebClient.builder()
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_DOCUMENT_BYTES))
            .build();
    private final Upstreams upstreams;
    private final JsonMapper json;
    private final String serverUrl;
    private final Mono<Merged> merged;

    private record Fetched(Upstream upstream, Optional<ObjectNode> document) {}

    private record Merged(byte[] bytes, boolean isComplete) {}

    ApiDocuments(
            Upstreams upstreams,
            JsonMapper json,
            @Value("${erp.gateway.public-url}") String publicUrl,
            @Value("${erp.gateway.docs.keep}") Duration keep,
            @Value("${erp.gateway.docs.keep-incomplete}") Duration keepIncomplete) {
        this.upstreams = upstreams;
        this.json = json;
        this.serverUrl = publicUrl.isBlank() ? "/" : publicUrl;
        this.merged = Mono.defer(this::fetchAll)
                .cache(
                        document -> document.isComplete() ? keep : keepIncomplete,
                        failure -> Duration.ZERO,
                        () -> Duration.ZERO);
    }

    /**
     * The document of all services that answer.
     *
     * @throws Problem 503 when none does
     */
    Mono<byte[]> merged() {
        return merged.map(Merged::bytes);
    }

    private Mono<Merged> fetchAll() {
        return Flux.fromIterable(upstreams.all())
                .flatMapSequential(this::fetch)
                .collectList()
                .map(this::merge);
    }

    private Mono<Fetched> fetch(Upstream upstream) {
        return client.get()
                .uri(upstream.url().resolve(PATH))
                .retrieve()
                .bodyToMono(byte[].class)
                .timeout(PATIENCE)
                .map(bytes -> new Fetched(upstream, Optional.of(parse(bytes))))
                .onErrorResume(failure -> {
                    LOG.warn("{} does not give its API document: {}", upstream.context(), failure.toString());
                    return Mono.just(new Fetched(upstream, Optional.empty()));
                });
    }

    private ObjectNode parse(byte[] bytes) {
        if (json.readTree(bytes) instanceof ObjectNode document) {
            return document;
        }
        throw new IllegalStateException("not a JSON object");
    }

    private Merged merge(List<Fetched> fetched) throws JacksonException {
        List<String> missing = fetched.stream()
                .filter(each -> each.document().isEmpty())
                .map(each -> each.upstream().context())
                .toList();
        if (missing.size() == fetched.size()) {
            throw new Problem(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "service_unavailable",
                            "No service gives its API document right now.")
                    .header("Retry-After", "5");
        }
        var document = new MergedDocument(json);
        fetched.forEach(each ->
                each.document().ifPresent(own -> document.add(each.upstream().context(), own)));
        return new Merged(json.writeValueAsBytes(document.toJson(serverUrl, missing)), missing.isEmpty());
    }
}
