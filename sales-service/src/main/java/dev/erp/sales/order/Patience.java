package dev.erp.sales.order;

import java.time.Duration;
import org.springframework.http.ResponseEntity;

/** Says that a request's {@code Prefer: wait=N} was heeded (RFC 7240). */
final class Patience {

    private Patience() {}

    static ResponseEntity<byte[]> applied(ResponseEntity<byte[]> response, Duration patience) {
        return ResponseEntity.status(response.getStatusCode())
                .headers(response.getHeaders())
                .header("Preference-Applied", "wait=" + patience.toSeconds())
                .body(response.getBody());
    }
}
