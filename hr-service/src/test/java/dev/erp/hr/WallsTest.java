package dev.erp.hr;

import dev.erp.testing.Walls;
import org.junit.jupiter.api.Test;

class WallsTest {

    @Test
    void the_walls_of_the_house_stand() {
        Walls.of("dev.erp.hr")
                .pure(
                        "dev.erp.hr.history.History",
                        "dev.erp.hr.history.Period",
                        "dev.erp.hr.department.Department",
                        "dev.erp.hr.position.Position",
                        "dev.erp.hr.employee.Employee",
                        "dev.erp.hr.employee.EmployeeDetails",
                        "dev.erp.hr.employee.EmployeeEvent",
                        "dev.erp.hr.employee.JobDetails",
                        "dev.erp.hr.salary.Salary",
                        "dev.erp.hr.salary.SalaryCipher",
                        "dev.erp.hr.salary.SalaryEvent")
                .stand();
    }
}
