package dev.erp.finance;

import dev.erp.testing.PermissionRules;
import dev.erp.testing.ServiceTest;

@ServiceTest
class PermissionsTest extends PermissionRules {

    @Override
    protected String table() {
        return """
                GET /invoices invoices:read
                GET /invoices/{} invoices:read
                GET /invoices/{}/calculation invoices:read
                POST /invoices invoices:write
                POST /invoices/from-order invoices:write
                POST /invoices/{}/send invoices:write
                POST /invoices/send invoices:write
                POST /invoices/{}/void invoices:write
                POST /invoices/{}/payments payments:write
                GET /invoices/{}/payments payments:read
                GET /payments payments:read
                POST /payments payments:write
                GET /payments/{} payments:read
                POST /invoices/{}/credit-notes invoices:write
                GET /credit-notes invoices:read
                GET /credit-notes/{} invoices:read
                GET /credit-notes/{}/calculation invoices:read
                POST /credit-notes/{}/send invoices:write
                POST /credit-notes/{}/void invoices:write
                GET /bills bills:read
                GET /bills/{} bills:read
                GET /bills/{}/calculation bills:read
                POST /bills bills:write
                POST /bills/from-receipt bills:write
                POST /bills/{}/send bills:write
                POST /bills/{}/void bills:write
                POST /bills/{}/payments payments:write
                GET /bills/{}/payments payments:read
                POST /payments/{}/reverse payments:write
                GET /invoices/ageing invoices:read
                GET /invoices/statements/{} invoices:read
                GET /bills/ageing bills:read
                GET /bills/statements/{} bills:read
                GET /customer-credits payments:read
                POST /customer-credits/{}/apply payments:write
                POST /customer-credits/{}/refund payments:write
                GET /exchange-rates payments:read
                GET /exchange-rates/{}/{} payments:read
                PUT /exchange-rates/{}/{} payments:write
                GET /journal/entries payments:read
                GET /journal/trial-balance payments:read
                GET /journal/lock payments:read
                POST /journal/lock payments:write
                GET /tasks invoices:read
                """;
    }
}
