package dev.erp.purchasing.order;

import dev.erp.chassis.web.Refuses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What is refused of a draft, when it is made and when it is changed. */
@Refuses(
        status = 422,
        code = "unknown_supplier",
        detail = "There is no supplier 0193f2c4-3c00-7b21-9c14-7a4f1e2d8b01.",
        field = "supplierId")
@Refuses(
        status = 422,
        code = "supplier_inactive",
        detail = "Supplier V-000004 is inactive: nothing can be ordered there.",
        field = "supplierId")
@Refuses(
        status = 422,
        code = "unknown_warehouse",
        detail = "There is no warehouse 0193f2c4-4a10-7e55-8b20-1c9d7f3e5a01.",
        field = "warehouseId")
@Refuses(
        status = 422,
        code = "warehouse_deactivated",
        detail = "Warehouse NORTH is deactivated and takes no goods.",
        field = "warehouseId")
@Refuses(
        status = 422,
        code = "exchange_rate_needless",
        detail = "Supplier V-000004 sells in EUR, the base currency: there is no exchange rate.",
        field = "exchangeRate")
@Refuses(
        status = 422,
        code = "unknown_product",
        detail = "There is no product 0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02.",
        field = "lines[0].productId")
@Refuses(
        status = 422,
        code = "product_discontinued",
        detail = "Product COF-ESP-1000 is discontinued and not bought any more.",
        field = "lines[0].productId")
@Refuses(
        status = 422,
        code = "too_many_decimals",
        detail = "COF-ESP-1000 is counted in the unit piece with 0 decimals.",
        field = "lines[0].quantity")
@Refuses(
        status = 422,
        code = "price_missing",
        detail = "No price of COF-ESP-1000 was agreed with supplier V-000004: say one.",
        field = "lines[0].unitPrice")
@Refuses(
        status = 422,
        code = "currency_mismatch",
        detail = "Supplier V-000004 sells in EUR, not in CHF.",
        field = "lines[0].unitPrice")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface RefusesDrafts {}
