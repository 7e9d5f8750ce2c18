package dev.erp.sales.order;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.money.Quantity;
import dev.erp.sales.customer.Address;
import dev.erp.sales.order.Quantities.Entry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sales order: what was agreed when it was placed, which never changes, and how far it has come. What happens to it gives a
 * {@link Change}; nothing here knows of HTTP, SQL or Kafka.
 *
 * @param discountPercent on the whole order, on top of the discounts on lines
 * @param validUntil of a quotation, the last day on which it can be placed; null for what never was one
 * @param shippingAddress where its goods go; null when nobody said, and of quotations that go where the customer's goods usually do
 * @param wasConfirmed the world was told that all its stock is reserved, and finance has drafted an invoice, or will
 * @param waitingSince since when it waits for stock, or for an answer that is overdue; null when it does not
 * @param owed what the customer owes for it, null for its gross
 * @param version counts the order's events; 1 is its placing, or its quoting
 * @param steps counts the steps on its timeline, and so every change of it
 */
record SalesOrder(
        UUID id,
        String number,
        Customer customer,
        String customerReference,
        String note,
        Currency currency,
        BigDecimal discountPercent,
        Pricing.Totals totals,
        int paymentTermDays,
        Terms terms,
        LocalDate validUntil,
        @Nullable Address shippingAddress,
        Quantities quantities,
        boolean wasConfirmed,
        Attention attention,
        Instant waitingSince,
        UUID invoiceId,
        BigDecimal owed,
        long version,
        int steps,
        String placedBy,
        Instant placedAt,
        Instant updatedAt) {

    /** The customer as it was when the order was placed. */
    @Schema(name = "SalesOrderCustomer")
    record Customer(
            @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01")
            UUID customerId,

            @Schema(example = "C-000017") String number,
            @Schema(example = "Café Morgenrot") String name) {}

    /**
     * What it asks of inventory; each null for what is usual.
     *
     * @param warehouseId null: the default warehouse
     * @param onShortage null: reject
     * @param reserveUntil null: without limit
     */
    record Terms(UUID warehouseId, OnShortage onShortage, Instant reserveUntil) {
        static final Terms USUAL = new Terms(null, null, null);

        String onShortageCode() {
            return onShortage == null ? null : onShortage.code();
        }
    }

    /** What happens when there is not enough stock. */
    enum OnShortage {
        /** The order is rejected. */
        REJECT,
        /** It takes what there is, and waits for the rest. */
        BACKORDER;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param line number of the line within the order, from 1
     * @param priceReason why the price is not that of the catalogue; null: it is
     */
    record Line(
            int line,
            UUID productId,
            String sku,
            String name,
            Quantity quantity,
            BigDecimal unitPrice,
            BigDecimal discountPercent,
            BigDecimal net,
            BigDecimal taxRate,
            BigDecimal tax,
            BigDecimal gross,
            @JsonIgnore String priceReason) {}

    enum Status {
        /** An offer: nothing is ordered yet. */
        QUOTATION,
        /** Waits for the answer of inventory. */
        PENDING,
        /** Has not all of its stock, and waits for the rest. */
        WAITING,
        /** Has its stock and waits for its invoice. */
        CONFIRMED,
        /** Wholly invoiced; nothing is shipped yet. */
        INVOICED,
        PARTLY_SHIPPED,
        /** Wholly shipped, but for what was cancelled; the invoice is not what it should be yet. */
        SHIPPED,
        /** Shipped and invoiced, but for what was cancelled. */
        COMPLETED,
        /** Got no stock. */
        REJECTED,
        CANCELLED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        /** Nothing of the order is to be done any more. */
        boolean isClosed() {
            return this == REJECTED || this == CANCELLED || this == COMPLETED;
        }
    }

    /**
     * One row of the order's timeline.
     *
     * @param step what happened, snake case
     * @param heard id of the event that told it, or null
     * @param entry what it appends to the ledger, or null
     */
    record Step(UUID orderId, int seq, String step, Status state, Instant at, String detail, UUID heard, Entry entry) {}

    /**
     * A decision: the order after it, what to put on its timeline, and the event that tells the world.
     *
     * @param event null when the order has only noted something
     */
    record Change(SalesOrder order, Step step, SalesOrderEvent event) {}

    /** What happened, before it is a step on the timeline; a detail that somebody made too long is cut. */
    record Happening(String step, Instant at, String detail, UUID heard) {

        private static final int MAX_DETAIL_LENGTH = 1000;

        Happening {
            detail = detail.length() <= MAX_DETAIL_LENGTH ? detail : detail.substring(0, MAX_DETAIL_LENGTH) + "…";
        }
    }

    Status status() {
        return quantities.status();
    }

    /**
     * What a happening does to an order, beside the step on its timeline.
     *
     * @param entry what its ledger gets, or null
     * @param attention what it asks people to look at from now on; null ends what it asked for, as far as that is answered
     */
    record Effect(Entry entry, SalesOrderEvent event, Attention attention, UUID invoiceId, BigDecimal owed) {}

    /** The effect of something that changes nothing but these two. */
    Effect effect(Entry entry, SalesOrderEvent event) {
        return new Effect(entry, event, null, invoiceId, owed);
    }

    Change after(Happening what, Effect effect) {
        Quantities then = effect.entry == null ? quantities : quantities.and(effect.entry);
        Attention open = effect.attention != null ? effect.attention : Attention.left(attention, then);
        return changed(what, effect, then, open, what.at());
    }

    /** The order puts something on its timeline and stays as it is, but for what the customer owes. */
    Change note(Happening what, BigDecimal nowOwed) {
        return changed(what, new Effect(null, null, attention, invoiceId, nowOwed), quantities, attention, updatedAt);
    }

    Change note(Happening what) {
        return note(what, owed);
    }

    /** A quotation becomes an order now. */
    SalesOrder placedAt(Instant at, @Nullable Address usualAddress) {
        Address address = shippingAddress == null ? usualAddress : shippingAddress;
        return agreed(customerReference, note, discountPercent, totals, terms, validUntil, address, at);
    }

    /** A quotation as it shall be from now on. */
    SalesOrder offered(QuotationDetails details, Pricing.Totals itsTotals) {
        return agreed(
                details.customerReference(),
                details.note(),
                details.discountPercent(),
                itsTotals,
                details.terms(),
                details.validUntil(),
                details.shippingAddress(),
                placedAt);
    }

    private SalesOrder agreed(
            String itsReference,
            String itsNote,
            BigDecimal itsDiscount,
            Pricing.Totals itsTotals,
            Terms itsTerms,
            LocalDate until,
            Address itsAddress,
            Instant placed) {
        return new SalesOrder(
                id,
                number,
                customer,
                itsReference,
                itsNote,
                currency,
                itsDiscount,
                itsTotals,
                paymentTermDays,
                itsTerms,
                until,
                itsAddress,
                quantities,
                wasConfirmed,
                attention,
                waitingSince,
                invoiceId,
                owed,
                version,
                steps,
                placedBy,
                placed,
                updatedAt);
    }

    private Change changed(Happening what, Effect effect, Quantities then, Attention open, Instant updated) {
        boolean waits = then.status() == Status.WAITING || open != null;
        SalesOrder after = new SalesOrder(
                id,
                number,
                customer,
                customerReference,
                note,
                currency,
                discountPercent,
                totals,
                paymentTermDays,
                terms,
                validUntil,
                shippingAddress,
                then,
                wasConfirmed || effect.event instanceof SalesOrderEvent.Confirmed,
                open,
                !waits ? null : waitingSince != null ? waitingSince : what.at(),
                effect.invoiceId,
                effect.owed,
                effect.event == null ? version : version + 1,
                steps + 1,
                placedBy,
                placedAt,
                updated);
        Step step = new Step(
                id, after.steps, what.step(), after.status(), what.at(), what.detail(), what.heard(), effect.entry);
        return new Change(after, step, effect.event);
    }
}
