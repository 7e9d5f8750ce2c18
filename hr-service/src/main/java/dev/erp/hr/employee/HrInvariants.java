package dev.erp.hr.employee;

import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What must hold in this database at any time; {@code ./erp check} asks. */
@Configuration(proxyBeanMethods = false)
class HrInvariants {

    @Bean
    Invariant jobsCoverTheEmployment() {
        return new Invariant("jobs_cover_the_employment_without_a_gap", """
            SELECT number FROM (
                SELECT e.number, e.start_date, range_agg(j.valid) AS covered
                  FROM employee e LEFT JOIN job j ON j.employee_id = e.id
                 GROUP BY e.id) AS histories
             WHERE covered IS DISTINCT FROM datemultirange(daterange(start_date, NULL))
            """);
    }

    @Bean
    Invariant nobodyReportsToThemselves() {
        return new Invariant("nobody_reports_to_themselves_on_any_day", """
            WITH RECURSIVE above AS (
                SELECT employee_id AS who, manager_id AS id, valid AS during, ARRAY[employee_id] AS path
                  FROM job WHERE manager_id IS NOT NULL
                UNION ALL
                SELECT a.who, j.manager_id, a.during * j.valid, a.path || a.id
                  FROM above a
                  JOIN job j ON j.employee_id = a.id AND j.valid && a.during AND j.manager_id IS NOT NULL
                 WHERE a.id <> ALL (a.path))
            SELECT DISTINCT e.number FROM above a JOIN employee e ON e.id = a.who WHERE a.id = a.who
            """);
    }

    @Bean
    Invariant departmentsAreATree() {
        return new Invariant("departments_are_a_tree", """
            WITH RECURSIVE top AS (
                SELECT id FROM department WHERE parent_id IS NULL
                UNION ALL
                SELECT d.id FROM department d JOIN top t ON d.parent_id = t.id)
            SELECT name FROM department WHERE id NOT IN (SELECT id FROM top)
            """);
    }
}
