package dev.erp.sales.order;

import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Holds a customer's orders against the credit limit. Whoever asks keeps the customer's row locked until the order is written, so
 * that of two orders at once the second sees the first.
 */
@Component
class CreditLimits {

    private final DatabaseClient database;

    CreditLimits(DatabaseClient database) {
        this.database = database;
    }

    private record Credit(BigDecimal limit, String currency, String number) {}

    /**
     * In the caller's transaction; a customer without a limit may owe anything.
     *
     * @param gross of the order to be placed
     * @throws Problem 422 {@code credit_limit_exceeded} naming limit, open amount and order
     */
    Mono<Void> require(UUID customerId, BigDecimal gross) {
        return database.sql("""
            SELECT credit_limit, currency, number FROM customer
             WHERE id = :id AND credit_limit IS NOT NULL
               FOR UPDATE
            """)
                .bind("id", customerId)
                .map(row -> new Credit(
                        row.get("credit_limit", BigDecimal.class),
                        row.get("currency", String.class),
                        row.get("number", String.class)))
                .one()
                .flatMap(credit -> open(customerId, credit).doOnNext(open -> {
                    if (open.add(gross).compareTo(credit.limit) > 0) {
                        throw exceeded(credit, open, gross);
                    }
                }))
                .then();
    }

    /** What is outstanding of invoices, and the gross of what is not invoiced yet. Sees what was committed before the lock. */
    private Mono<BigDecimal> open(UUID customerId, Credit credit) {
        return database.sql("""
            SELECT coalesce(sum(coalesce(owed, gross)), 0) AS open
              FROM sales_order
             WHERE customer_id = :id AND currency = :currency AND owed IS DISTINCT FROM 0
            """)
                .bind("id", customerId)
                .bind("currency", credit.currency)
                .map(row -> row.get("open", BigDecimal.class))
                .one();
    }

    private static Problem exceeded(Credit credit, BigDecimal open, BigDecimal gross) {
        String message = "Customer %s may owe %s %s; %s are open already, and this order is about %s."
                .formatted(credit.number, plain(credit.limit), credit.currency, plain(open), plain(gross));
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "credit_limit_exceeded",
                message,
                List.of(new FieldError("customerId", "credit_limit_exceeded", message)));
    }

    private static String plain(BigDecimal amount) {
        return amount.toPlainString();
    }
}
