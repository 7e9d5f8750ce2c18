package dev.erp.audit.trail;

import dev.erp.audit.trail.Marks.Mark;
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
        /** It was put between two that belong together. */
        ADDED,
        /** Nobody wrote it: it stands outside the chain's positions. */
        UNEXPECTED,
        /** It fits its neighbours, but a signed checkpoint knows another one: the chain was computed anew. */
        REWRITTEN
    }

    /** @param eventId null when the record is missing */
    record Fault(Kind kind, long position, UUID eventId, String detail) {}

    private final long first;
    private final Marks marks;
    private long next;
    private byte[] previous;
    private Fault fault;

    ChainCheck() {
        this(0, HashChain.genesis(), new Marks());
    }

    /**
     * @param before the position before the first record: 0, or the last one of what was removed
     * @param hash of the record there
     */
    ChainCheck(long before, byte[] hash, Marks marks) {
        this.first = before + 1;
        this.next = first;
        this.previous = hash;
        this.marks = marks;
        marks.startBehind(before);
    }

    /** Records that are as they were written. */
    long checked() {
        return next - first;
    }

    /** The position that the next record must have. */
    long next() {
        return next;
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
    void accept(FoundRecord found) {
        if (fault != null) {
            return;
        }
        long position = found.position();
        if (position > next) {
            fault = missing(position - 1);
        } else if (position < next) {
            fault = new Fault(
                    Kind.UNEXPECTED, position, found.eventId(), "stands before the first position of the chain");
        } else if (!found.follows(previous)) {
            fault = new Fault(Kind.ALTERED, next, found.eventId(), "does not follow from the record before it");
        } else {
            byte[] hash = found.hash();
            if (Arrays.equals(hash, found.computed(previous))) {
                step(found, hash);
            } else {
                fault = new Fault(
                        Kind.ALTERED, next, found.eventId(), "does not have the hash that was written with it");
            }
        }
    }

    private void step(FoundRecord found, byte[] hash) {
        Mark mark = marks.against(next, hash);
        if (mark == null) {
            previous = hash;
            next++;
            return;
        }
        long from = marks.agreedUpTo() + 1;
        fault = new Fault(
                Kind.REWRITTEN,
                from,
                from == next ? found.eventId() : null,
                "the chain was computed anew: checkpoint %d knows another record at position %d, so that one of the positions %d to %d was changed"
                        .formatted(mark.checkpoint(), next, from, next));
    }

    /** There is none of the records that should be here. */
    void nothingUpTo(long position) {
        fault = missing(position);
    }

    /** The record that belongs here was found elsewhere. */
    void belongsAt(long position, boolean added) {
        fault = added
                ? new Fault(
                        Kind.ADDED,
                        fault.position,
                        fault.eventId,
                        "was added: the record that belongs here stands at position " + position)
                : new Fault(
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
        Mark behind = marks.behind(headPosition);
        if (next <= headPosition) {
            fault = missing(headPosition);
        } else if (headPosition >= first && !Arrays.equals(headHash, previous)) {
            fault = new Fault(
                    Kind.ALTERED,
                    headPosition,
                    null,
                    "the head of the chain does not have the hash of its last record");
        } else if (last > headPosition) {
            fault = new Fault(Kind.UNEXPECTED, headPosition + 1, null, "stands behind the head of the chain");
        } else if (behind != null) {
            fault = new Fault(
                    Kind.MISSING,
                    next,
                    null,
                    "is missing, and so is what was behind it: checkpoint %d has seen position %d"
                            .formatted(behind.checkpoint(), behind.position()));
        }
    }

    private Fault missing(long upTo) {
        String detail = upTo == next ? "is missing" : "is missing, and so are those up to position " + upTo;
        return new Fault(Kind.MISSING, next, null, detail);
    }
}
