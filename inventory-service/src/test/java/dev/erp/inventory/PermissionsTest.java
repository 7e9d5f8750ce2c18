package dev.erp.inventory;

import dev.erp.testing.PermissionRules;
import dev.erp.testing.ServiceTest;

@ServiceTest
class PermissionsTest extends PermissionRules {

    @Override
    protected String table() {
        return """
                POST /products products:write
                GET /products products:read
                GET /products/{} products:read
                PATCH /products/{} products:write
                POST /products/{}/discontinue products:write
                GET /products/{}/stock stock:read
                GET /products/{}/movements stock:read
                GET /products/{}/movements/{} stock:read
                GET /products/{}/prices products:read
                GET /products/{}/availability stock:read
                GET /stock stock:read
                GET /stock/value stock:read
                POST /stock-adjustments stock:adjust
                POST /stock-counts stock:adjust
                POST /stock-transfers stock:transfer
                POST /warehouses warehouses:write
                GET /warehouses warehouses:read
                GET /warehouses/{} warehouses:read
                PATCH /warehouses/{} warehouses:write
                POST /warehouses/{}/deactivate warehouses:write
                GET /reservations reservations:read
                GET /reservations/{} reservations:read
                """;
    }
}
