package dev.erp.chassis.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What a command answers; kept under the request's Idempotency-Key, so that a retry gets the very same bytes.
 *
 * @param location path of the new resource, or null
 * @param etag strong, with quotes, or null
 * @param body becomes JSON, or is JSON when it is a String; null for none
 */
public record Answer(int status, String location, String etag, Object body) {

    public static final String REPLAYED = "Idempotency-Replayed";

    public static Answer created(String location, long version, Object body) {
        return new Answer(201, location, ETag.of(version), body);
    }

    public static Answer ok(long version, Object body) {
        return new Answer(200, null, ETag.of(version), body);
    }

    public static Answer ok(Object body) {
        return new Answer(200, null, null, body);
    }

    public static Answer noContent() {
        return new Answer(204, null, null, null);
    }

    /** The response; {@code body} must be JSON by now. */
    ResponseEntity<byte[]> toResponse(byte[] json, boolean replayed) {
        HttpHeaders headers = new HttpHeaders();
        if (location != null) {
            headers.set(HttpHeaders.LOCATION, location);
        }
        if (etag != null) {
            headers.set(HttpHeaders.ETAG, etag);
        }
        if (replayed) {
            headers.set(REPLAYED, "true");
        }
        if (json != null) {
            headers.setContentType(MediaType.APPLICATION_JSON);
        }
        return new ResponseEntity<>(json, headers, HttpStatusCode.valueOf(status));
    }
}
