package dev.erp.purchasing;

import dev.erp.testing.PermissionRules;
import dev.erp.testing.ServiceTest;

@ServiceTest
class PermissionsTest extends PermissionRules {

    @Override
    protected String table() {
        return """
                POST /suppliers suppliers:write
                GET /suppliers suppliers:read
                GET /suppliers/{} suppliers:read
                PATCH /suppliers/{} suppliers:write
                POST /suppliers/{}/deactivate suppliers:write
                GET /suppliers/{}/products suppliers:read
                POST /suppliers/{}/products suppliers:write
                GET /suppliers/{}/products/{} suppliers:read
                PATCH /suppliers/{}/products/{} suppliers:write
                DELETE /suppliers/{}/products/{} suppliers:write
                POST /purchase-orders purchase-orders:write
                GET /purchase-orders purchase-orders:read
                GET /purchase-orders/{} purchase-orders:read
                PATCH /purchase-orders/{} purchase-orders:write
                POST /purchase-orders/{}/submit purchase-orders:write
                POST /purchase-orders/{}/approve purchase-orders:approve
                POST /purchase-orders/{}/cancel purchase-orders:write
                POST /purchase-orders/{}/receipts purchase-orders:receive
                GET /purchase-orders/{}/receipts purchase-orders:read
                GET /purchase-orders/{}/receipts/{} purchase-orders:read
                POST /purchase-orders/{}/receipts/{}/reverse purchase-orders:receive
                GET /purchase-orders/{}/process purchase-orders:read
                POST /purchase-orders/{}/process/retry purchase-orders:write
                POST /purchase-orders/{}/process/abandon purchase-orders:write
                GET /purchase-proposals purchase-orders:read
                POST /purchase-proposals/{}/order purchase-orders:write
                """;
    }
}
