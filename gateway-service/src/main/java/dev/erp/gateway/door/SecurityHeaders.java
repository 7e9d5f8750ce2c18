package dev.erp.gateway.door;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** What every answer tells browsers. */
public final class SecurityHeaders {

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";
    private static final String FRAME_OPTIONS = "X-Frame-Options";
    private static final String CONTENT_TYPE_OPTIONS = "X-Content-Type-Options";
    private static final String REFERRER_POLICY = "Referrer-Policy";
    private static final String PERMISSIONS_POLICY = "Permissions-Policy";
    private static final String TRANSPORT_SECURITY = "Strict-Transport-Security";

    /** The names of all of them, to be removed from what services say. */
    public static final List<String> NAMES = List.of(
            CONTENT_SECURITY_POLICY,
            FRAME_OPTIONS,
            CONTENT_TYPE_OPTIONS,
            REFERRER_POLICY,
            PERMISSIONS_POLICY,
            TRANSPORT_SECURITY,
            "X-XSS-Protection");

    /** JSON needs nothing and belongs into no frame. */
    private static final String FOR_DATA = "default-src 'none'; frame-ancestors 'none'";
    /**
     * The pages of the documentation: everything from here. Both viewers set styles from script, ReDoc searches in a worker made from
     * a blob, Swagger UI embeds its icons.
     */
    private static final String FOR_PAGES = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src blob:;"
            + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /** Without Content-Security-Policy and Strict-Transport-Security, which depend on the answer and on the way to it. */
    static final Map<String, String> FOR_EVERY_ANSWER = Map.of(
            FRAME_OPTIONS,
            "DENY",
            CONTENT_TYPE_OPTIONS,
            "nosniff",
            REFERRER_POLICY,
            "no-referrer",
            PERMISSIONS_POLICY,
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()");

    private static final String ONE_YEAR = "max-age=31536000; includeSubDomains";

    private SecurityHeaders() {}

    /** @param tls whether clients reach the gateway by https: HSTS over http would be ignored, and wrong on a developer's machine */
    static void write(HttpHeaders headers, boolean page, boolean tls) {
        headers.set(CONTENT_SECURITY_POLICY, page ? FOR_PAGES : FOR_DATA);
        FOR_EVERY_ANSWER.forEach(headers::set);
        if (tls) {
            headers.set(TRANSPORT_SECURITY, ONE_YEAR);
        }
    }
}
