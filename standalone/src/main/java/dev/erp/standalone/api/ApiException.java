package dev.erp.standalone.api;

import tools.jackson.databind.JsonNode;

/** An answer of 4xx or 5xx; the message says which request and why, in the words of the problem document. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    ApiException(String request, int status, JsonNode problem) {
        super("%s was answered with %d %s".formatted(request, status, reason(problem)));
        this.status = status;
        this.code = problem.path("code").asString("");
    }

    private static String reason(JsonNode problem) {
        String detail = problem.path("detail").asString(problem.path("title").asString(""));
        JsonNode errors = problem.path("errors");
        return errors.isEmpty() ? detail : detail + " " + errors;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The problem's stable code, or empty. */
    public String code() {
        return code;
    }
}
