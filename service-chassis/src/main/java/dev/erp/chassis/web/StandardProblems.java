package dev.erp.chassis.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The problems that every service has in common; the API document shows the same ones. */
public final class StandardProblems {

    private static final String BEARER = "Bearer";
    // RFC 6750, 3.1: expired, revoked, malformed or invalid for other reasons
    private static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

    private StandardProblems() {}

    public static Problem tokenMissing() {
        return new Problem(
                        HttpStatus.UNAUTHORIZED, "token_missing", "An access token is needed: Authorization: Bearer …")
                .header(HttpHeaders.WWW_AUTHENTICATE, BEARER);
    }

    public static Problem tokenInvalid() {
        return new Problem(HttpStatus.UNAUTHORIZED, "token_invalid", "The access token is not valid, or not any more.")
                .header(HttpHeaders.WWW_AUTHENTICATE, INVALID_TOKEN);
    }

    public static Problem tokenRevoked() {
        return new Problem(
                        HttpStatus.UNAUTHORIZED,
                        "token_revoked",
                        "This access token was revoked. Refresh it, or log in again.")
                .header(HttpHeaders.WWW_AUTHENTICATE, INVALID_TOKEN);
    }

    public static Problem accessDenied() {
        return new Problem(HttpStatus.FORBIDDEN, "access_denied", "Your permissions do not allow this.");
    }

    public static Problem bodyTooLarge() {
        return new Problem(HttpStatus.CONTENT_TOO_LARGE, "body_too_large", "A request body has at most 1 MiB.");
    }

    public static Problem unsupportedMediaType() {
        return new Problem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "Send the body as application/json.");
    }

    public static Problem unavailable() {
        return new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "unavailable",
                        "This cannot be answered right now. Repeat the request, with its Idempotency-Key if it"
                                + " changes something.")
                .header(HttpHeaders.RETRY_AFTER, "1");
    }

    public static Problem ifMatchRequired() {
        return new Problem(
                HttpStatus.PRECONDITION_REQUIRED,
                "if_match_required",
                "Send If-Match with the ETag of the version that you change.");
    }

    /** With the current tag. */
    public static Problem staleVersion(long current) {
        return new Problem(
                        HttpStatus.PRECONDITION_FAILED,
                        "stale_version",
                        "The resource was changed meanwhile: its ETag is now " + ETag.of(current)
                                + ". Read it again and repeat the change.")
                .header(HttpHeaders.ETAG, ETag.of(current));
    }

    public static Problem idempotencyKeyReused() {
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency_key_reused",
                "This Idempotency-Key was used before with another request. Use a new key for a new request.");
    }

    public static Problem idempotencyKeyInProgress() {
        return Problem.conflict(
                        "idempotency_key_in_progress",
                        "The first request with this Idempotency-Key is still under way. Ask again in a moment.")
                .header(HttpHeaders.RETRY_AFTER, "1");
    }
}
