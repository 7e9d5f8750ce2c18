package dev.erp.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.ApiDocumentRules;
import dev.erp.testing.ApiOperation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@AuthTest
class ApiDocumentTest extends ApiDocumentRules {

    @ParameterizedTest
    @CsvSource({
        "POST /api/v1/auth/login,429,too_many_attempts",
        "POST /api/v1/auth/login,429,overloaded",
        "POST /api/v1/auth/login,401,invalid_credentials",
        "POST /api/v1/roles,403,beyond_own_rights",
        "DELETE /api/v1/users/{id},409,last_admin",
        "DELETE /api/v1/users/{id},409,has_history",
    })
    void an_operation_tells_what_it_refuses_itself_and_what_it_shares_with_others(
            String name, String status, String code) {
        ApiOperation operation = document().operations().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(operation.problemCodes(status)).contains(code);
    }
}
