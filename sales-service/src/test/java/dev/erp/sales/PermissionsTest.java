package dev.erp.sales;

import dev.erp.testing.PermissionRules;
import dev.erp.testing.ServiceTest;

@ServiceTest
class PermissionsTest extends PermissionRules {

    @Override
    protected String table() {
        return """
                POST /customers customers:write
                GET /customers customers:read
                GET /customers/{} customers:read
                PATCH /customers/{} customers:write
                PATCH /customers/{}/credit-limit credit-limits:write
                POST /customers/{}/deactivate customers:write
                POST /customers/{}/notes customers:write
                GET /customers/{}/notes customers:read
                POST /sales-orders sales-orders:write
                GET /sales-orders sales-orders:read
                GET /sales-orders/{} sales-orders:read
                PATCH /sales-orders/{} sales-orders:write
                POST /sales-orders/{}/place sales-orders:write
                POST /sales-orders/{}/cancel sales-orders:write
                POST /sales-orders/{}/shipments shipments:write
                POST /sales-orders/{}/ship shipments:write
                GET /sales-orders/{}/shipments sales-orders:read
                GET /sales-orders/{}/shipments/{} sales-orders:read
                POST /sales-orders/{}/returns shipments:write
                GET /sales-orders/{}/returns sales-orders:read
                GET /sales-orders/{}/returns/{} sales-orders:read
                GET /sales-orders/waiting sales-orders:read
                GET /sales-orders/{}/process sales-orders:read
                POST /sales-orders/{}/process/retry sales-orders:write
                POST /sales-orders/{}/process/abandon sales-orders:write
                """;
    }
}
