package dev.erp.standalone.api;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * One call and its answer.
 *
 * @param method such as POST
 * @param path with the query
 * @param status of the answer
 * @param took from sending to the last byte of the answer
 * @param answer body; missing node when there was none
 */
public record ApiCall(String method, String path, int status, Duration took, JsonNode answer) {}
