package dev.erp.standalone.demo;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.api.Patience;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Employs the people of the demo company: a tree of departments, everybody with a job and a salary, a raise that is planned, and
 * somebody who leaves.
 */
final class Staffing {

    /**
     * @param username of the account, or null
     * @param pay per month
     */
    private record Member(
            String name, String username, String department, String position, String type, String from, String pay) {}

    private static final String BOSS = "Greta Holm";
    private static final String LEAVER = "Jonas Weber";

    private static final List<Member> MEMBERS = List.of(
            new Member(BOSS, null, "Company", "Managing director", "full_time", "2021-03-01", "8200.00"),
            new Member("Hanna Richter", "hanna", "People", "HR manager", "part_time", "2022-09-01", "3900.00"),
            new Member("Sam Okafor", "sam", "Sales", "Sales representative", "full_time", "2023-02-01", "4100.00"),
            new Member("Ines Moreau", "ines", "Warehouse", "Warehouse manager", "full_time", "2021-06-15", "4600.00"),
            new Member("Fred Lindqvist", "fred", "Finance", "Accountant", "full_time", "2022-01-01", "4800.00"),
            new Member("Vera Novak", "vera", "Finance", "Auditor", "contractor", "2025-05-01", "5200.00"),
            new Member(LEAVER, null, "Warehouse", "Storekeeper", "temporary", "2024-11-01", "2900.00"));

    private final ApiClient hr;
    private final Map<String, String> userIds;
    private final Consumer<String> said;
    private final Map<String, String> departments = new HashMap<>();
    private final Map<String, String> positions = new HashMap<>();

    /**
     * @param hr somebody who may write employees and salaries
     * @param userIds by user name
     */
    Staffing(ApiClient hr, Map<String, String> userIds, Consumer<String> said) {
        this.hr = hr;
        this.userIds = userIds;
        this.said = said;
    }

    /** Nobody, if there is somebody already. */
    void employ() {
        if (!hr.get("/api/v1/employees?limit=1").path("items").isEmpty()) {
            said.accept("employees are there already");
            return;
        }
        String boss = null;
        for (Member member : MEMBERS) {
            String id = hire(member, boss);
            earn(id, member.from(), member.pay());
            if (member.name().equals(BOSS)) {
                boss = id;
            }
            if (member.username() != null && member.username().equals("sam")) {
                earn(id, LocalDate.now().plusYears(1).withDayOfYear(1).toString(), "4400.00");
            }
            if (member.name().equals(LEAVER)) {
                hr.post(
                        "/api/v1/employees/" + id + "/terminate",
                        Map.of("lastDay", LocalDate.now().plusMonths(1).toString()));
            }
        }
        said.accept(
                "%d employees in %d departments, one of them is leaving".formatted(MEMBERS.size(), departments.size()));
    }

    private String hire(Member member, String manager) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("departmentId", department(member.department()));
        job.put("positionId", position(member.position()));
        job.put("employmentType", member.type());
        if (manager != null) {
            job.put("managerId", manager);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", member.name());
        body.put("startDate", member.from());
        body.put("job", job);
        String email = member.name().toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";
        body.put("contact", Map.of("email", email));
        if (userIds.containsKey(member.username())) {
            body.put("userId", userIds.get(member.username()));
        }
        return id(Patience.untilKnown(() -> hr.post("/api/v1/employees", body)));
    }

    private void earn(String employee, String from, String amount) {
        hr.post(
                "/api/v1/employees/" + employee + "/salaries",
                Map.of("from", from, "amount", Map.of("amount", amount, "currency", "EUR"), "per", "month"));
    }

    private String department(String name) {
        String known = departments.get(name);
        if (known != null) {
            return known;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        if (!name.equals("Company")) {
            body.put("parentId", department("Company"));
        }
        String made = id(hr.post("/api/v1/departments", body));
        departments.put(name, made);
        return made;
    }

    private String position(String title) {
        return positions.computeIfAbsent(title, name -> id(hr.post("/api/v1/positions", Map.of("title", name))));
    }

    private static String id(JsonNode created) {
        return created.path("id").asString();
    }
}
