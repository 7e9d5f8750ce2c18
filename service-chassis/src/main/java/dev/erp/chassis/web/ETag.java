package dev.erp.chassis.web;

import org.springframework.http.HttpStatus;

/** A resource's version as a strong entity tag (RFC 9110): {@code "7"}. */
public final class ETag {

    private ETag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** 412 with the current tag. */
    static Problem stale(long current) {
        return new Problem(
                        HttpStatus.PRECONDITION_FAILED,
                        "stale_version",
                        "The resource was changed meanwhile: its ETag is now " + of(current)
                                + ". Read it again and repeat the change.")
                .header("ETag", of(current));
    }
}
