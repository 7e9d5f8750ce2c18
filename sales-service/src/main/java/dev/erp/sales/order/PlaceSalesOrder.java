package dev.erp.sales.order;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.catalogue.CatalogueProduct;
import dev.erp.sales.customer.Address;
import dev.erp.sales.customer.Buyer;
import dev.erp.sales.order.Pricing.Item;
import dev.erp.sales.order.Pricing.Priced;
import dev.erp.sales.order.SalesOrder.OnShortage;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/**
 * The order to be placed, as a client asks for it, and what the business refuses about it.
 *
 * @param discountPercent on the whole order, on top of the discounts on lines
 * @param customerReference the customer's own number for the order
 * @param quotation true: an offer, to be placed later; it needs validUntil
 */
record PlaceSalesOrder(
        @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01") @NotNull(message = "must be given")
        UUID customerId,

        @NotNull(message = "must be given: 1 to 500 lines")
        @Size(min = 1, max = 500, message = "must have 1 to 500 lines")
        List<@NotNull(message = "must not be null") @Valid NewLine> lines,

        @Schema(
                example = "0.00",
                pattern = "^\\d{1,3}(\\.\\d{1,2})?$",
                description = "0 to 100 with at most two decimals",
                defaultValue = "0")
        @Percent
        BigDecimal discountPercent,

        @Schema(
                example = "PO-4711",
                description = "Once for each customer, among the orders that are neither rejected nor cancelled")
        @Size(min = 1, max = 100, message = "must have 1 to 100 characters")
        @PlainText
        String customerReference,

        @Schema(example = "Deliver before noon, please")
        @Size(min = 1, max = 1000, message = "must have 1 to 1000 characters")
        @PlainText
        String note,

        @Schema(description = "Where the goods come from; the default warehouse if not given")
        UUID warehouseId,

        @Schema(
                description =
                        "Where the goods go; the customer's first shipping address, else its billing address, as it is"
                                + " when the order is placed, if not given")
        @Valid
        Address shippingAddress,

        @Schema(
                example = "backorder",
                description = "When there is not enough: reject the order, or take what there is and wait for the rest",
                defaultValue = "reject")
        OnShortage onShortage,

        @Schema(description = "Until when the stock is kept for the order; without limit if not given")
        Instant reserveUntil,

        @Schema(
                example = "false",
                description = "An offer: nothing is reserved until it is placed",
                defaultValue = "false")
        Boolean quotation,

        @Schema(description = "The last day on which a quotation can be placed; only for a quotation")
        LocalDate validUntil) {

    PlaceSalesOrder {
        discountPercent = NewLine.percent(discountPercent);
        shippingAddress = Address.orNull(shippingAddress);
    }

    boolean isQuotation() {
        return Boolean.TRUE.equals(quotation);
    }

    SalesOrder.Terms terms() {
        return onShortage == null && warehouseId == null && reserveUntil == null
                ? SalesOrder.Terms.USUAL
                : new SalesOrder.Terms(warehouseId, onShortage, reserveUntil);
    }

    /**
     * What cannot be said by a field alone.
     *
     * @throws Problem 400
     */
    void requireSense(Instant now, LocalDate today) {
        if (reserveUntil != null) {
            requireFuture(reserveUntil, now);
        }
        if (isQuotation() && validUntil == null) {
            throw Problem.invalid("validUntil", "not_null", "must be given for a quotation");
        }
        if (validUntil != null) {
            if (!isQuotation()) {
                throw Problem.invalid("validUntil", "unexpected", "is only for a quotation");
            }
            requireValid(validUntil, today);
        }
    }

    static void requireFuture(Instant reserveUntil, Instant now) {
        if (!reserveUntil.isAfter(now) || reserveUntil.isAfter(now.plusSeconds(MAX_RESERVE_SECONDS))) {
            throw Problem.invalid("reserveUntil", "out_of_range", "must be in the future, at most ten years from now");
        }
    }

    static void requireValid(LocalDate validUntil, LocalDate today) {
        if (validUntil.isBefore(today) || validUntil.isAfter(today.plusYears(1))) {
            throw Problem.invalid("validUntil", "out_of_range", "must be today or later, at most a year from now");
        }
    }

    private static final long MAX_RESERVE_SECONDS = 3650L * 24 * 60 * 60;

    Set<UUID> productIds() {
        return productIds(lines);
    }

    static Set<UUID> productIds(List<NewLine> lines) {
        Set<UUID> ids = LinkedHashSet.newLinkedHashSet(lines.size());
        lines.forEach(line -> ids.add(line.productId()));
        return ids;
    }

    /**
     * What this order costs this customer.
     *
     * @throws Problem 422 when customer or products are unknown, not to be sold (to) any more, or trade in different currencies,
     *     or a quantity has more decimals than its product's unit; 400 when an amount gets larger than {@link Money} can be
     */
    Priced price(Optional<Buyer> customer, Map<UUID, CatalogueProduct> products) {
        Currency currency = tradable(customer, customerId).currency();
        return payable(Pricing.price(currency, items(lines, currency, products), discountPercent));
    }

    static List<Item> items(List<NewLine> lines, Currency currency, Map<UUID, CatalogueProduct> products) {
        List<FieldError> errors = new ArrayList<>();
        List<Item> items = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            NewLine line = lines.get(i);
            CatalogueProduct product = products.get(line.productId());
            Optional<FieldError> refusal = line.refusal("lines[" + i + "]", product, currency);
            if (refusal.isPresent()) {
                errors.add(refusal.get());
            } else {
                items.add(line.of(product));
            }
        }
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
        return items;
    }

    static Buyer tradable(Optional<Buyer> customer, UUID customerId) {
        if (customer.isEmpty()) {
            throw refused("customerId", "unknown_customer", "There is no customer " + customerId + ".");
        }
        if (!customer.get().active()) {
            throw refused(
                    "customerId",
                    "customer_inactive",
                    "Customer " + customer.get().number() + " is inactive and cannot order.");
        }
        return customer.get();
    }

    static Priced payable(Priced priced) {
        for (SalesOrder.Line line : priced.lines()) {
            requirePayable(line.gross(), "lines[" + (line.line() - 1) + "].quantity");
        }
        requirePayable(priced.totals().gross(), "lines");
        return priced;
    }

    private static void requirePayable(BigDecimal amount, String field) {
        if (amount.precision() - amount.scale() > Money.MAX_INTEGER_DIGITS) {
            throw Problem.invalid(
                    field,
                    "amount_too_large",
                    "must not make an amount of more than " + Money.MAX_INTEGER_DIGITS + " digits before the point");
        }
    }

    private static Problem refused(String field, String code, String message) {
        return refused(List.of(new FieldError(field, code, message)));
    }

    private static Problem refused(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, first.code(), first.message(), errors);
    }
}
