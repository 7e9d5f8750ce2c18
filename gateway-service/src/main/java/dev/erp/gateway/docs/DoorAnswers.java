package dev.erp.gateway.docs;

import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the gateway adds to the answers of services: its headers on each, and the problems that are its own. */
final class DoorAnswers {

    private static final String PROBLEM_JSON = "application/problem+json";
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final Map<String, List<String>> HEADERS = headers();
    private static final Map<String, String> MEANINGS = Map.of(
            "429", "Too many requests; Retry-After says when to ask again",
            "503", "This cannot be answered right now; Retry-After says when to ask again",
            "504", "No answer in time; whether the request was carried out is not known");

    private final JsonMapper json;

    DoorAnswers(JsonMapper json) {
        this.json = json;
    }

    /** To the operation of a service. */
    void addTo(String path, ObjectNode operation) {
        ObjectNode responses = operation.withObject("/responses");
        String instance = responses.findValue("instance") == null
                ? path
                : responses.findValue("instance").asString();
        problems().forEach(problem -> add(responses, problem, instance));
        responses.forEach(response -> HEADERS.keySet().forEach(name -> refer((ObjectNode) response, name)));
    }

    /** The headers themselves, which the operations refer to. */
    Map<String, JsonNode> headerComponents() {
        Map<String, JsonNode> components = new LinkedHashMap<>();
        HEADERS.forEach((name, texts) -> {
            ObjectNode header = json.createObjectNode();
            header.put("description", texts.getFirst());
            header.putObject("schema").put("type", "string");
            header.put("example", texts.getLast());
            components.put(name, header);
        });
        return components;
    }

    private static List<Problem> problems() {
        return List.of(
                new Problem(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "rate_limited",
                                "At most 600 requests in 60 s are answered per user.")
                        .header(HttpHeaders.RETRY_AFTER, "1"),
                new Problem(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "service_unavailable",
                                "The sales service cannot be reached right now.")
                        .header(HttpHeaders.RETRY_AFTER, "2"),
                new Problem(
                        HttpStatus.GATEWAY_TIMEOUT,
                        "upstream_timeout",
                        "The sales service did not answer in time. Whether it did what you asked is not known:"
                                + " repeat the request with the same Idempotency-Key."));
    }

    private void add(ObjectNode responses, Problem problem, String instance) {
        String status = Integer.toString(problem.status().value());
        ObjectNode response = responses.withObject("/" + status);
        if (!response.has("description")) {
            response.put("description", MEANINGS.get(status));
        }
        ObjectNode content = response.withObject("/content").withObjectProperty(PROBLEM_JSON);
        content.withObject("/schema").put("$ref", "#/components/schemas/Problem");
        content.withObject("/examples")
                .withObjectProperty(problem.code())
                .set("value", json.valueToTree(Problems.document(problem, instance, TRACE_ID)));
        problem.headers().keySet().forEach(name -> refer(response, name));
    }

    private static void refer(ObjectNode response, String header) {
        response.withObject("/headers").withObjectProperty(header).put("$ref", "#/components/headers/" + header);
    }

    /** Name to what it says, and an example. */
    private static Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put(
                "X-Request-Id",
                List.of("By what this request is found in the access log", "0193f2c4-f5b8-74da-8aff-c3a3b1a6140d"));
        headers.put("X-Trace-Id", List.of("By what this request is found in logs and traces", TRACE_ID));
        headers.put(
                "RateLimit",
                List.of(
                        "r: requests that are left, t: seconds until all are (draft-ietf-httpapi-ratelimit-headers)",
                        "\"user\";r=598;t=1"));
        headers.put("RateLimit-Policy", List.of("q: requests that are answered in w seconds", "\"user\";q=600;w=60"));
        return headers;
    }
}
