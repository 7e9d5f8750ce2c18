package dev.erp.purchasing.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A kind of entry in the ledger of quantities, which is the order's timeline: appended, never changed. */
enum Entry {
    /** So much is asked for; on submitting. */
    ORDERED,
    /** So much is not wanted any more. */
    CANCELLED,
    /** So much was accepted at the door, and inventory is asked to book it. */
    RECORDED,
    /** So much was sent back at the door; it is still owed. */
    REJECTED,
    /** Of what was recorded, so much is in stock. */
    BOOKED,
    /** Of what was recorded, so much does not come into stock: inventory refused it, or nobody waits for it any more. */
    DROPPED,
    /** Of what is in stock, so much shall go back. */
    REVERSING,
    /** Of what should go back, so much stays. */
    KEPT,
    /** Of what should go back, so much is gone. */
    REVERSED,
    /** Of what was received, so much has a bill, or nobody waits for one any more. */
    BILLED,
    /** Of what was billed, so much has no bill any more. */
    UNBILLED;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Entry of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
