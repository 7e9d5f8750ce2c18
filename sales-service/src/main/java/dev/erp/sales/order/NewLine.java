package dev.erp.sales.order;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.catalogue.CatalogueProduct;
import dev.erp.sales.order.Pricing.Item;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/**
 * A line as a client asks for it. Lines of one product may occur more than once, with different discounts for example; inventory sums
 * them.
 *
 * @param unitPrice instead of the catalogue's, without tax; needs a reason, and a permission
 */
@Schema(name = "NewSalesOrderLine")
record NewLine(
        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02") @NotNull(message = "must be given")
        UUID productId,

        @Schema(example = "12", minimum = "0", maximum = "1000000") @NotNull(message = "must be given") @Orderable
        Quantity quantity,

        @Schema(
                example = "0.00",
                pattern = "^\\d{1,3}(\\.\\d{1,2})?$",
                description = "0 to 100 with at most two decimals",
                defaultValue = "0")
        @Percent
        BigDecimal discountPercent,

        @Schema(
                description =
                        "Instead of the price of the catalogue, without tax; needs the permission prices:override")
        Money unitPrice,

        @Schema(
                example = "Agreed by phone",
                description = "Why the price is not that of the catalogue; to be given with unitPrice")
        @Size(min = 1, max = 200, message = "must have 1 to 200 characters")
        @PlainText
        String priceReason) {

    private static final String OVERRIDE = "prices:override";

    NewLine {
        discountPercent = percent(discountPercent);
    }

    /** Two decimals, as documents show it; what has more is left to the validation. */
    static BigDecimal percent(BigDecimal given) {
        BigDecimal percent = given == null ? BigDecimal.ZERO : given;
        return percent.scale() < 2 ? percent.setScale(2) : percent;
    }

    /** @throws Problem 400 for a price without reason, or a reason without price; 403 for a price from who may not give one */
    static void requirePricesAllowed(List<NewLine> lines, Caller caller) {
        boolean own = false;
        for (int i = 0; i < lines.size(); i++) {
            NewLine line = lines.get(i);
            String field = "lines[" + i + "]";
            if (line.unitPrice != null && (line.priceReason == null || line.priceReason.isBlank())) {
                throw Problem.invalid(field + ".priceReason", "not_null", "must be given with unitPrice");
            }
            if (line.unitPrice == null && line.priceReason != null) {
                throw Problem.invalid(field + ".unitPrice", "not_null", "must be given with priceReason");
            }
            if (line.unitPrice != null && line.unitPrice.amount().signum() < 0) {
                throw Problem.invalid(field + ".unitPrice", "out_of_range", "must be 0 or more");
            }
            own |= line.unitPrice != null;
        }
        if (own && !caller.may(OVERRIDE)) {
            throw new Problem(
                    HttpStatus.FORBIDDEN,
                    "price_override_denied",
                    "A price that is not the catalogue's needs the permission " + OVERRIDE + ".");
        }
    }

    /** Why it cannot be sold so; empty when it can. */
    Optional<FieldError> refusal(String field, CatalogueProduct product, Currency currency) {
        if (product == null) {
            return refusal(field + ".productId", "unknown_product", "There is no product " + productId + ".");
        }
        if (!product.active()) {
            return refusal(
                    field + ".productId",
                    "product_discontinued",
                    "Product " + product.sku() + " is not sold any more.");
        }
        if (!product.currency().equals(currency)) {
            return refusal(
                    field + ".productId",
                    "currency_mismatch",
                    "Product %s is sold in %s, but the customer buys in %s."
                            .formatted(product.sku(), product.currency(), currency));
        }
        if (unitPrice != null && !unitPrice.currency().equals(currency)) {
            return refusal(
                    field + ".unitPrice",
                    "currency_mismatch",
                    "The price is in %s, but the customer buys in %s.".formatted(unitPrice.currency(), currency));
        }
        return product.refusal(field + ".quantity", quantity);
    }

    private static Optional<FieldError> refusal(String field, String code, String message) {
        return Optional.of(new FieldError(field, code, message));
    }

    Item of(CatalogueProduct product) {
        return new Item(
                productId,
                product.sku(),
                product.name(),
                quantity,
                unitPrice == null ? product.price() : unitPrice.amount(),
                discountPercent,
                product.taxRate(),
                priceReason);
    }
}
