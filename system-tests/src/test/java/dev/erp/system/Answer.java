package dev.erp.system;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back, whatever it was. */
public record Answer(int status, HttpHeaders headers, String body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    /** The body, which must be JSON. */
    public JsonNode json() {
        return JSON.readTree(body);
    }

    /** The text of a field of the body. */
    public String text(String field) {
        return json().path(field).asString("");
    }

    /** The code of a problem; empty if it is none. */
    public String code() {
        return header("Content-Type").startsWith("application/problem+json") ? text("code") : "";
    }

    /** The first header of this name; empty if there is none. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
