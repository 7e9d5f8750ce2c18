package dev.erp.purchasing.supplier;

import dev.erp.chassis.money.Money;
import java.util.Currency;
import java.util.UUID;

/** A supplier as a purchase order sees it. */
public record Seller(
        UUID id, String number, String name, Currency currency, int paymentTermDays, int leadTimeDays, boolean active) {

    /**
     * What was agreed about one product.
     *
     * @param supplierSku what the supplier calls it
     * @param price of one unit, without tax
     */
    public record Agreed(String supplierSku, Money price) {}
}
