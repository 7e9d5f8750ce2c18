package dev.erp.finance.payment;

import dev.erp.chassis.web.Refuses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What whoever pays an invoice may hear, whatever it is paid with. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Refuses(
        status = 409,
        code = "invoice_void",
        detail = "The invoice was voided at 2026-11-03T07:30:00Z: The customer ordered twice.")
@Refuses(
        status = 409,
        code = "invoice_not_sent",
        detail = "The invoice is a draft: send it before payments are recorded.")
@Refuses(
        status = 409,
        code = "period_locked",
        detail = "The books are closed up to 2026-10-31: nothing can be booked on 2026-10-30.")
@Refuses(
        status = 422,
        code = "currency_mismatch",
        detail = "amount.currency must be EUR, the currency of the invoice",
        field = "amount.currency",
        fieldMessage = "must be EUR, the currency of the invoice")
@Refuses(
        status = 422,
        code = "exceeds_outstanding",
        detail = "amount.amount must be at most 142.68 EUR, which is what is outstanding",
        field = "amount.amount",
        fieldMessage = "must be at most 142.68 EUR, which is what is outstanding")
@interface RefusesOfPaying {}
