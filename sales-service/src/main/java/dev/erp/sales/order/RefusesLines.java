package dev.erp.sales.order;

import dev.erp.chassis.web.Refuses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a handler method whose body names lines of an order with quantities. */
@Refuses(status = 422, code = "unknown_line", detail = "The order has no line 7.", field = "lines[0].line")
@Refuses(
        status = 422,
        code = "too_many_decimals",
        detail = "Product COF-ESP-1000 is sold by the piece, in whole quantities only, not 1.5.",
        field = "lines[0].quantity")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface RefusesLines {}
