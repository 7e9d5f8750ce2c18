package dev.erp.inventory.stock;

import dev.erp.chassis.web.Refuses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What everybody may hear who changes stock. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Refuses(status = 422, code = "unknown_product", detail = "There is no product 0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02.")
@Refuses(
        status = 422,
        code = "unknown_warehouse",
        detail = "There is no warehouse 0193f2c4-2b10-7d11-8e02-4f0a6b2c7d41.")
@Refuses(status = 422, code = "too_many_decimals", detail = "change must have at most 0 decimals: the unit is piece")
@Refuses(
        status = 409,
        code = "above_maximum",
        detail = "There are 178 pieces on hand, and at most 999999999.999 can be.")
@interface RefusesOfGoods {}
