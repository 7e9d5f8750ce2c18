package dev.erp.chassis.web;

/** A resource's version as a strong entity tag (RFC 9110): {@code "7"}. */
public final class ETag {

    private ETag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }
}
