package dev.erp.sales.customer;

import dev.erp.chassis.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people enter about a customer, and may change.
 *
 * @param currency of the customer's orders
 * @param paymentTermDays from the sending of an invoice to its due date; {@value #DEFAULT_PAYMENT_TERM_DAYS} if not given
 */
record CustomerDetails(
        @Schema(example = "Café Morgenrot")
        @NotBlank(message = "must be given")
        @Size(max = 200, message = "must have at most 200 characters")
        @PlainText
        String name,

        @Schema(example = "einkauf@example.com")
        @Email(message = "must be an e-mail address")
        @Size(min = 3, max = 254, message = "must have 3 to 254 characters")
        @PlainText
        String email,

        @Schema(example = "+49 30 5550123")
        @Size(min = 1, max = 50, message = "must have 1 to 50 characters")
        @PlainText
        String phone,

        @Schema(example = "DE123456789") @Size(min = 1, max = 50, message = "must have 1 to 50 characters") @PlainText
        String taxId,

        @Schema(example = "EUR") @NotNull(message = "must be given: an ISO 4217 code")
        Currency currency,

        @Schema(example = "14", defaultValue = "30")
        @Min(value = 0, message = "must be 0 to 365 days")
        @Max(value = 365, message = "must be 0 to 365 days")
        Integer paymentTermDays,

        @Valid Address billingAddress,

        @Size(max = 50, message = "must have at most 50 addresses")
        List<@NotNull(message = "must not be null") @Valid ShippingAddress> shippingAddresses,

        @Size(max = 50, message = "must have at most 50 contacts")
        List<@NotNull(message = "must not be null") @Valid Contact> contacts) {

    static final int DEFAULT_PAYMENT_TERM_DAYS = 30;

    CustomerDetails {
        paymentTermDays = paymentTermDays == null ? DEFAULT_PAYMENT_TERM_DAYS : paymentTermDays;
        billingAddress = Address.orNull(billingAddress);
        shippingAddresses = shippingAddresses == null || shippingAddresses.isEmpty() ? null : shippingAddresses;
        contacts = contacts == null || contacts.isEmpty() ? null : contacts;
    }

    /** Somebody to speak to. */
    @Schema(name = "CustomerContact")
    record Contact(
            @Schema(example = "Jana Weiß")
            @NotBlank(message = "must be given")
            @Size(max = 200, message = "must have at most 200 characters")
            @PlainText
            String name,

            @Schema(example = "Buyer") @Size(min = 1, max = 100, message = "must have 1 to 100 characters") @PlainText
            String role,

            @Schema(example = "jana.weiss@example.com")
            @Email(message = "must be an e-mail address")
            @Size(min = 3, max = 254, message = "must have 3 to 254 characters")
            @PlainText
            String email,

            @Schema(example = "+49 30 5550124")
            @Size(min = 1, max = 50, message = "must have 1 to 50 characters")
            @PlainText
            String phone) {

        private String text() {
            return Stream.of(name, email, phone).filter(Objects::nonNull).collect(Collectors.joining(" "));
        }
    }

    /** Where goods go; the first of several is the usual one. */
    @Schema(name = "CustomerShippingAddress")
    record ShippingAddress(
            @Schema(example = "Warehouse")
            @NotBlank(message = "must be given")
            @Size(max = 100, message = "must have at most 100 characters")
            @PlainText
            String label,

            @NotNull(message = "must be given") @Valid Address address) {}

    /** What a search finds of the contacts, or null. */
    String contactText() {
        return contacts == null ? null : contacts.stream().map(Contact::text).collect(Collectors.joining(" "));
    }
}
