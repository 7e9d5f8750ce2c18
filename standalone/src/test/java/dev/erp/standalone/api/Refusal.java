package dev.erp.standalone.api;

import tools.jackson.databind.json.JsonMapper;

/** Answers of the API that are no success, without an API. */
public final class Refusal {
    private Refusal() {}

    public static ApiException of(String request, int status, String detail) {
        return new ApiException(
                request, status, JsonMapper.shared().createObjectNode().put("detail", detail));
    }
}
