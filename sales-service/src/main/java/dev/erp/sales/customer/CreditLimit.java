package dev.erp.sales.customer;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.springframework.http.HttpStatus;

/** What a customer may owe: open invoices, and orders that are not invoiced yet. */
@Schema(name = "CustomerCreditLimit")
record CreditLimit(
        @Schema(example = "EUR 5000.00", description = "Without limit if it is null")
        Money creditLimit) {

    static CreditLimit of(Customer customer) {
        return new CreditLimit(
                customer.creditLimit() == null
                        ? null
                        : new Money(customer.creditLimit(), customer.details().currency()));
    }

    /** @throws Problem 400 for a negative one, 422 {@code currency_mismatch} */
    BigDecimal in(Currency currency) {
        if (creditLimit == null) {
            return null;
        }
        if (creditLimit.amount().signum() < 0) {
            throw Problem.invalid("creditLimit", "out_of_range", "must be 0 or more");
        }
        if (!creditLimit.currency().equals(currency)) {
            String message =
                    "The limit is in %s, but the customer buys in %s.".formatted(creditLimit.currency(), currency);
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "currency_mismatch",
                    message,
                    List.of(new FieldError("creditLimit", "currency_mismatch", message)));
        }
        return creditLimit.amount();
    }
}
