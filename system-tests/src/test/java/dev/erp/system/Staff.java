package dev.erp.system;

import static org.awaitility.Awaitility.await;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.api.ApiException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Employees for tests, each in a department of their own. */
public final class Staff {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String FIRST_DAY = "2026-01-01";

    private Staff() {}

    /**
     * @param account id of their user, of whom hr-service hears by an event; or null
     * @return the id of the employee
     */
    public static String hire(ApiClient hr, String name, String account) {
        String department = id(hr, "/api/v1/departments", Map.of("name", "Department " + UUID.randomUUID()));
        String position = id(hr, "/api/v1/positions", Map.of("title", "Position " + UUID.randomUUID()));
        Map<String, Object> body = new HashMap<>();
        body.put("name", name);
        body.put("startDate", FIRST_DAY);
        body.put("job", Map.of("departmentId", department, "positionId", position, "employmentType", "full_time"));
        if (account != null) {
            body.put("userId", account);
        }
        return await("the account to be known")
                .atMost(LIMIT)
                .ignoreExceptionsMatching(e -> e instanceof ApiException refused && refused.status() == 422)
                .until(() -> id(hr, "/api/v1/employees", body), Objects::nonNull);
    }

    /** @param employee path of the employee, who earns this from the first day on */
    public static void pay(ApiClient hr, String employee, String amount) {
        hr.post(employee + "/salaries", salary(amount, "EUR"));
    }

    public static Map<String, Object> salary(String amount, String currency) {
        return Map.of("from", FIRST_DAY, "amount", Map.of("amount", amount, "currency", currency), "per", "month");
    }

    private static String id(ApiClient hr, String path, Map<String, Object> body) {
        return hr.post(path, body).path("id").asString();
    }
}
