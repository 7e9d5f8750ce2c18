package dev.erp.sales.order;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.PlainText;
import dev.erp.sales.catalogue.CatalogueProduct;
import dev.erp.sales.customer.Buyer;
import dev.erp.sales.order.Pricing.Item;
import dev.erp.sales.order.Pricing.Priced;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
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
 */
record PlaceSalesOrder(
        @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01") @NotNull(message = "must be given")
        UUID customerId,

        @NotNull(message = "must be given: 1 to 500 lines")
        @Size(min = 1, max = 500, message = "must have 1 to 500 lines")
        List<@NotNull(message = "must not be null") @Valid Line> lines,

        @Schema(
                example = "0.00",
                pattern = "^\\d{1,3}(\\.\\d{1,2})?$",
                description = "0 to 100 with at most two decimals",
                defaultValue = "0")
        @Percent
        BigDecimal discountPercent,

        @Schema(example = "PO-4711") @Size(min = 1, max = 100, message = "must have 1 to 100 characters") @PlainText
        String customerReference,

        @Schema(example = "Deliver before noon, please")
        @Size(min = 1, max = 1000, message = "must have 1 to 1000 characters")
        @PlainText
        String note) {

    /** Lines of one product may occur more than once, with different discounts for example; inventory sums them. */
    @Schema(name = "NewSalesOrderLine")
    record Line(
            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02") @NotNull(message = "must be given")
            UUID productId,

            @Schema(example = "12", minimum = "1", maximum = "1000000", multipleOf = 1)
            @NotNull(message = "must be given")
            @Pieces
            Quantity quantity,

            @Schema(
                    example = "0.00",
                    pattern = "^\\d{1,3}(\\.\\d{1,2})?$",
                    description = "0 to 100 with at most two decimals",
                    defaultValue = "0")
            @Percent
            BigDecimal discountPercent) {

        Line {
            discountPercent = percent(discountPercent);
        }

        private Item of(CatalogueProduct product) {
            return new Item(
                    productId,
                    product.sku(),
                    product.name(),
                    quantity,
                    product.price(),
                    discountPercent,
                    product.taxRate());
        }
    }

    PlaceSalesOrder {
        discountPercent = percent(discountPercent);
    }

    /** Two decimals, as documents show it; what has more is left to the validation. */
    private static BigDecimal percent(BigDecimal given) {
        BigDecimal percent = given == null ? BigDecimal.ZERO : given;
        return percent.scale() < 2 ? percent.setScale(2) : percent;
    }

    Set<UUID> productIds() {
        Set<UUID> ids = LinkedHashSet.newLinkedHashSet(lines.size());
        lines.forEach(line -> ids.add(line.productId));
        return ids;
    }

    /**
     * What this order costs this customer.
     *
     * @throws Problem 422 when customer or products are unknown, not to be sold (to) any more, or trade in different currencies;
     *     400 when an amount gets larger than {@link Money} can be
     */
    Priced price(Optional<Buyer> customer, Map<UUID, CatalogueProduct> products) {
        Currency currency = tradable(customer).currency();
        List<FieldError> errors = new ArrayList<>();
        List<Item> items = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            CatalogueProduct product = products.get(line.productId);
            String field = "lines[" + i + "].productId";
            if (product == null) {
                errors.add(new FieldError(field, "unknown_product", "There is no product " + line.productId + "."));
            } else if (!product.active()) {
                errors.add(new FieldError(
                        field, "product_discontinued", "Product " + product.sku() + " is not sold any more."));
            } else if (!product.currency().equals(currency)) {
                errors.add(new FieldError(
                        field,
                        "currency_mismatch",
                        "Product %s is sold in %s, but the customer buys in %s."
                                .formatted(product.sku(), product.currency(), currency)));
            } else {
                items.add(line.of(product));
            }
        }
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
        return payable(Pricing.price(currency, items, discountPercent));
    }

    private Buyer tradable(Optional<Buyer> customer) {
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

    private static Priced payable(Priced priced) {
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
