package dev.erp.finance.party;

import java.util.Currency;
import java.util.Locale;
import java.util.UUID;

/**
 * A customer or a supplier, as sales or purchasing last told of it.
 *
 * @param paymentTermDays 0 to 365
 * @param taxId or null
 * @param address of a customer, for the invoice, in lines; or null
 * @param version of the customer or supplier
 */
public record Party(
        UUID id,
        Kind kind,
        String number,
        String name,
        Currency currency,
        int paymentTermDays,
        String taxId,
        String address,
        boolean active,
        long version) {

    /** On which side of the business. */
    public enum Kind {
        CUSTOMER("unknown_customer", "customer_inactive"),
        SUPPLIER("unknown_supplier", "supplier_inactive");

        private final String unknown;
        private final String inactive;

        Kind(String unknown, String inactive) {
            this.unknown = unknown;
            this.inactive = inactive;
        }

        String unknown() {
            return unknown;
        }

        String inactive() {
            return inactive;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
