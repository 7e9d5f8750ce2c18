package dev.erp.audit.trail;

import java.util.UUID;

/** A record as {@link ChainCheck} looks at it: where it stands, and what it says about itself. */
interface FoundRecord {

    long position();

    UUID eventId();

    /** Whether it names this hash as that of the record before it. */
    boolean follows(byte[] previous);

    /** The hash that was written with it. */
    byte[] hash();

    /** The hash that it should have behind this one. */
    byte[] computed(byte[] previous);
}
