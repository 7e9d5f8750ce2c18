package dev.erp.chassis.web;

import dev.erp.chassis.event.Circumstances;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Reads the {@link Circumstances} of a request. */
public final class RequestCircumstances {

    /** Why something is changed, in the caller's own words: UTF-8, or {@code UTF-8''} and percent-encoded (RFC 8187). */
    public static final String REASON = "X-Reason";

    /** Of {@value #REASON}, in characters. */
    public static final int MAX_REASON = 200;

    private static final String REQUEST_ID = "X-Request-Id";
    private static final int MAX_REQUEST_ID = 64;
    private static final String EXTENDED = "UTF-8''";

    private RequestCircumstances() {}

    /** @throws Problem 400 when the reason is too long, or no text */
    public static Circumstances of(ServerHttpRequest request) {
        return new Circumstances(
                reason(request.getHeaders().getFirst(REASON)),
                requestId(request.getHeaders().getFirst(REQUEST_ID)),
                ClientAddress.of(request));
    }

    /** The same without the reason, for what is told whatever the client wrote there. */
    public static Circumstances withoutReason(ServerHttpRequest request) {
        return new Circumstances(null, requestId(request.getHeaders().getFirst(REQUEST_ID)), ClientAddress.of(request));
    }

    static String reason(String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String text = decoded(header.strip());
        if (text.length() > MAX_REASON || text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw malformed();
        }
        return text;
    }

    /** A server reads header bytes as ISO 8859-1; what is UTF-8 is meant as UTF-8. */
    private static String decoded(String header) {
        if (header.regionMatches(true, 0, EXTENDED, 0, EXTENDED.length())) {
            try {
                // + is a plus there, and not a space as in a form
                return utf8(URLDecoder.decode(
                                header.substring(EXTENDED.length()).replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                        .getBytes(StandardCharsets.ISO_8859_1));
            } catch (IllegalArgumentException | CharacterCodingException e) {
                throw malformed();
            }
        }
        if (header.chars().allMatch(c -> c < 0x80) || header.chars().anyMatch(c -> c > 0xFF)) {
            return header;
        }
        try {
            return utf8(header.getBytes(StandardCharsets.ISO_8859_1));
        } catch (CharacterCodingException e) {
            return header;
        }
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static Problem malformed() {
        return Problem.invalid(
                REASON,
                "malformed",
                "must be at most " + MAX_REASON + " characters of UTF-8 without control characters, or UTF-8'' and the"
                        + " same percent-encoded");
    }

    /** Only the gateway says it; what does not look like one is not kept. */
    private static String requestId(String header) {
        return header != null && header.length() <= MAX_REQUEST_ID && header.matches("[0-9A-Za-z._-]+") ? header : null;
    }
}
