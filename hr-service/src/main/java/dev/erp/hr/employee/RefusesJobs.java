package dev.erp.hr.employee;

import dev.erp.chassis.web.Refuses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a job is refused for, whoever gives it. */
@Refuses(
        status = 422,
        code = "unknown_department",
        detail = "departmentId is the id of no department",
        field = "departmentId",
        fieldMessage = "is the id of no department")
@Refuses(
        status = 422,
        code = "unknown_position",
        detail = "positionId is the id of no position",
        field = "positionId",
        fieldMessage = "is the id of no position")
@Refuses(
        status = 422,
        code = "unknown_manager",
        detail = "managerId is not employed on 2026-11-02",
        field = "managerId",
        fieldMessage = "is not employed on 2026-11-02")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface RefusesJobs {}
