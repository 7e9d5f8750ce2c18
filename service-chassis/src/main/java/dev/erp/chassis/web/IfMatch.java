package dev.erp.chassis.web;

/**
 * The version that a change was made on; an argument of handler methods that change a resource. Without the header the request is
 * refused with 428.
 */
public record IfMatch(String tag) {

    /** @throws Problem 412 with the current ETag when the resource has moved on */
    public void require(long currentVersion) {
        if (!tag.equals("*") && !tag.equals(ETag.of(currentVersion))) {
            throw StandardProblems.staleVersion(currentVersion);
        }
    }
}
