package dev.erp.audit.trail;

import dev.erp.audit.trail.AuditTrail.Link;
import java.util.Arrays;
import java.util.UUID;

/**
 * Goes along one chain, record by record, and stops at the first that is not what was once written. Knows nothing of the database.
 */
final class ChainCheck {

    /** What is wrong with a record. */
    enum Kind {
        /** It, or what stands around it, is not what was written. */
        ALTERED,
        MISSING,
        /** It was written for another place of the chain. */
        SWAPPED,
        /** Nobody wrote it: it stands outside the chain's positions. */
        UNEXPECTED
    }

    /** @param eventId null when the record is missing */
    record Fault(Kind kind, long position, UUID eventId, String detail) {}

    private final HashChain hashes = new HashChain();
    private long next = 1;
    private byte[] previous = HashChain.genesis();
    private Fault fault;

    /** Positions from 1 on that are as they were written. */
    long checked() {
        return next - 1;
    }

    /** The hash that the next record has to build on. */
    byte[] previousHash() {
        return previous.clone();
    }

    /** The first fault, or null so far. */
    Fault fault() {
        return fault;
    }

    /** Takes the next record of the chain, in the order of positions. */
    void accept(Link link) {
        if (fault != null) {
            return;
        }
        AuditRecord event = link.event();
        if (event.position() > next) {
            fault = missing(event.position() - 1);
        } else if (event.position() < next) {
            fault = unexpected(event, "stands before the first position of the chain");
        } else if (!Arrays.equals(link.previousHash(), previous)) {
            fault = new Fault(Kind.ALTERED, next, event.eventId(), "does not follow from the record before it");
        } else if (!Arrays.equals(link.hash(), hashes.hash(previous, event))) {
            fault = new Fault(Kind.ALTERED, next, event.eventId(), "does not have the hash that was written with it");
        } else {
            previous = link.hash();
            next++;
        }
    }

    /** The record that belongs here was found elsewhere. */
    void belongsAt(long position) {
        fault = new Fault(
                Kind.SWAPPED,
                fault.position,
                fault.eventId,
                "the record that belongs here stands at position " + position);
    }

    /**
     * No more records up to the head.
     *
     * @param headPosition where the chain ends, as its head says
     * @param last the last position that the table has, at the same moment
     */
    void end(long headPosition, byte[] headHash, long last) {
        if (fault != null) {
            return;
        }
        if (next <= headPosition) {
            fault = missing(headPosition);
        } else if (headPosition > 0 && !Arrays.equals(headHash, previous)) {
            fault = new Fault(
                    Kind.ALTERED,
                    headPosition,
                    null,
                    "the head of the chain does not have the hash of its last record");
        } else if (last > headPosition) {
            fault = new Fault(Kind.UNEXPECTED, headPosition + 1, null, "stands behind the head of the chain");
        }
    }

    private Fault missing(long upTo) {
        String detail = upTo == next ? "is missing" : "is missing, and so are those up to position " + upTo;
        return new Fault(Kind.MISSING, next, null, detail);
    }

    private static Fault unexpected(AuditRecord event, String detail) {
        return new Fault(Kind.UNEXPECTED, event.position(), event.eventId(), detail);
    }
}
