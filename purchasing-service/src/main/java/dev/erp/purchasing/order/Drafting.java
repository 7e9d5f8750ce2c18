package dev.erp.purchasing.order;

import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.purchasing.catalogue.CatalogueProduct;
import dev.erp.purchasing.catalogue.Warehouse;
import dev.erp.purchasing.order.PurchaseOrder.Line;
import dev.erp.purchasing.order.PurchaseOrder.Supplier;
import dev.erp.purchasing.order.PurchaseOrder.Terms;
import dev.erp.purchasing.supplier.Seller;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a draft says, completed with what is known: names and units of the products, prices that were agreed, lead times.
 *
 * @param warehouse the one that is named, if one is and it exists
 * @param today for lines that do not say when they are expected
 * @param base the base currency
 */
record Drafting(
        DraftDetails details,
        Optional<Seller> supplier,
        Map<UUID, CatalogueProduct> products,
        Map<UUID, Seller.Agreed> agreed,
        Optional<Warehouse> warehouse,
        LocalDate today,
        Currency base) {

    /** Of a line or an order, in its currency and in the base currency: twice as much, if more is delivered, still is money. */
    private static final BigDecimal MOST = new BigDecimal("499999999999");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @throws Problem 422 when supplier or warehouse is unknown or inactive, or for an exchange rate that there cannot be */
    Terms terms() {
        Seller seller = seller();
        if (details.exchangeRate() != null && seller.currency().equals(base)) {
            refuse(
                    "exchangeRate",
                    "exchange_rate_needless",
                    "Supplier %s sells in %s, the base currency: there is no exchange rate."
                            .formatted(seller.number(), base));
        }
        requireWarehouse();
        return new Terms(
                new Supplier(seller.id(), seller.number(), seller.name()),
                seller.currency(),
                details.exchangeRate(),
                details.warehouseId(),
                details.supplierReference(),
                details.note(),
                seller.paymentTermDays());
    }

    private void requireWarehouse() {
        if (details.warehouseId() == null) {
            return;
        }
        if (warehouse.isEmpty()) {
            refuse("warehouseId", "unknown_warehouse", "There is no warehouse " + details.warehouseId() + ".");
        }
        if (!warehouse.get().active()) {
            refuse(
                    "warehouseId",
                    "warehouse_deactivated",
                    "Warehouse " + warehouse.get().code() + " is deactivated and takes no goods.");
        }
    }

    private Seller seller() {
        if (supplier.isEmpty()) {
            refuse("supplierId", "unknown_supplier", "There is no supplier " + details.supplierId() + ".");
        }
        if (!supplier.get().active()) {
            refuse(
                    "supplierId",
                    "supplier_inactive",
                    "Supplier " + supplier.get().number() + " is inactive: nothing can be ordered there.");
        }
        return supplier.get();
    }

    /** @throws Problem 422 naming the lines that cannot be ordered so, or 400 for amounts that are larger than money can be */
    List<Line> lines() {
        Seller seller = seller();
        List<FieldError> errors = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < details.lines().size(); i++) {
            DraftDetails.Line asked = details.lines().get(i);
            CatalogueProduct product = products.get(asked.productId());
            int before = errors.size();
            check(asked, product, seller, "lines[" + i + "]", errors);
            if (errors.size() == before) {
                lines.add(line(i + 1, asked, product, seller));
            }
        }
        Lines.refuse(errors);
        requirePayable(lines, seller.currency());
        return List.copyOf(lines);
    }

    private void check(
            DraftDetails.Line asked, CatalogueProduct product, Seller seller, String field, List<FieldError> errors) {
        if (product == null) {
            errors.add(new FieldError(
                    field + ".productId", "unknown_product", "There is no product " + asked.productId() + "."));
            return;
        }
        if (!product.active()) {
            errors.add(new FieldError(
                    field + ".productId",
                    "product_discontinued",
                    "Product " + product.sku() + " is discontinued and not bought any more."));
        }
        Lines.decimals(product.sku(), product.unit(), product.unitDecimals(), asked.quantity(), field + ".quantity")
                .ifPresent(errors::add);
        if (asked.unitPrice() == null && !agreed.containsKey(asked.productId())) {
            errors.add(new FieldError(
                    field + ".unitPrice",
                    "price_missing",
                    "No price of %s was agreed with supplier %s: say one.".formatted(product.sku(), seller.number())));
        }
        if (asked.unitPrice() != null && !asked.unitPrice().currency().equals(seller.currency())) {
            errors.add(new FieldError(
                    field + ".unitPrice",
                    "currency_mismatch",
                    "Supplier %s sells in %s, not in %s."
                            .formatted(
                                    seller.number(),
                                    seller.currency(),
                                    asked.unitPrice().currency())));
        }
    }

    private Line line(int number, DraftDetails.Line asked, CatalogueProduct product, Seller seller) {
        Seller.Agreed terms = agreed.get(asked.productId());
        BigDecimal price = (asked.unitPrice() == null ? terms.price() : asked.unitPrice()).amount();
        BigDecimal taxRate =
                asked.taxRate() == null ? product.taxRate() : asked.taxRate().setScale(2);
        BigDecimal gross = price.multiply(asked.quantity().value())
                .multiply(HUNDRED.add(taxRate))
                .movePointLeft(2);
        requirePayable(gross, "lines[" + (number - 1) + "].quantity");
        requirePayable(inBase(price), "lines[" + (number - 1) + "].unitPrice");
        return new Line(
                number,
                product.productId(),
                product.sku(),
                product.name(),
                product.unit(),
                product.unitDecimals(),
                terms == null ? null : terms.supplierSku(),
                price,
                taxRate,
                Amounts.of(asked.quantity(), price, taxRate, seller.currency()),
                asked.expectedOn() == null ? today.plusDays(seller.leadTimeDays()) : asked.expectedOn(),
                Quantities.ordered(asked.quantity()));
    }

    private void requirePayable(List<Line> lines, Currency currency) {
        BigDecimal gross = Amounts.sum(lines.stream().map(Line::amounts).toList(), currency)
                .gross();
        requirePayable(gross, "lines");
        requirePayable(inBase(gross), "exchangeRate");
    }

    private BigDecimal inBase(BigDecimal amount) {
        return details.exchangeRate() == null ? amount : amount.multiply(details.exchangeRate());
    }

    private static void requirePayable(BigDecimal amount, String field) {
        if (amount.compareTo(MOST) > 0) {
            throw Problem.invalid(
                    field, "amount_too_large", "must not make an amount of more than " + MOST.toPlainString());
        }
    }

    private static void refuse(String field, String code, String message) {
        Lines.refuse(List.of(new FieldError(field, code, message)));
    }
}
