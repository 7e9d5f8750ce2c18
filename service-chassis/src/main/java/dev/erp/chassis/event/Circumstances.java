package dev.erp.chassis.event;

/**
 * What a request said, and was, beside its body: kept with every event that it makes.
 *
 * @param reason why the caller changes something, in their own words ({@code X-Reason}); null when not said
 * @param requestId of the request that everything began with, as the gateway named it ({@code X-Request-Id}); null if unknown. It
 *     goes on with reactions, reason and address do not
 * @param address of the client, as the gateway saw it; null if unknown
 */
public record Circumstances(String reason, String requestId, String address) {

    /** Nothing is known. */
    public static final Circumstances NONE = new Circumstances(null, null, null);

    /** Of what a service does because of this: the same request, but nobody gave a reason for it. */
    Circumstances ofReaction() {
        return requestId == null ? NONE : new Circumstances(null, requestId, null);
    }
}
