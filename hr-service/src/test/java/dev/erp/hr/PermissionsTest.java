package dev.erp.hr;

import dev.erp.testing.PermissionRules;
import dev.erp.testing.ServiceTest;

@ServiceTest
class PermissionsTest extends PermissionRules {

    @Override
    protected String table() {
        return """
                POST /departments employees:write
                GET /departments employees:read
                GET /departments/{} employees:read
                PATCH /departments/{} employees:write
                DELETE /departments/{} employees:write
                POST /positions employees:write
                GET /positions employees:read
                GET /positions/{} employees:read
                PATCH /positions/{} employees:write
                DELETE /positions/{} employees:write
                POST /employees employees:write
                GET /employees employees:read
                GET /employees/me employees:own
                GET /employees/{} employees:own employees:read
                PATCH /employees/{} employees:write
                GET /employees/{}/jobs employees:own employees:read
                POST /employees/{}/jobs employees:write
                DELETE /employees/{}/jobs/{} employees:write
                POST /employees/{}/terminate employees:write
                POST /employees/{}/withdraw-termination employees:write
                POST /employees/{}/salaries salaries:write
                GET /employees/{}/salaries salaries:own salaries:read
                GET /employees/me/salaries salaries:own
                GET /employees/{}/salaries/{} salaries:own salaries:read
                DELETE /employees/{}/salaries/{} salaries:write
                GET /operations/hr/salary-keys keys:read
                POST /operations/hr/salary-keys/rotate keys:write
                """;
    }
}
