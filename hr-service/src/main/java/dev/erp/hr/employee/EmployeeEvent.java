package dev.erp.hr.employee;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What the world learns about employees: never what they earn, how to reach them, or why they leave. */
sealed interface EmployeeEvent {

    String TOPIC = "erp.hr.employee";

    String type();

    /** What somebody does from a day on. */
    record Job(UUID jobId, LocalDate from, UUID departmentId, UUID positionId, UUID managerId, String employmentType) {

        static Job of(UUID jobId, JobDetails job) {
            return new Job(
                    jobId, job.from(), job.departmentId(), job.positionId(), job.managerId(), job.employmentType());
        }
    }

    record Hired(UUID employeeId, String number, String name, UUID userId, LocalDate startDate, Job job)
            implements EmployeeEvent {
        @Override
        public String type() {
            return "hr.employee.hired.v1";
        }
    }

    /** @param changed names of the details that are different now */
    record Updated(UUID employeeId, String number, String name, UUID userId, List<String> changed)
            implements EmployeeEvent {
        @Override
        public String type() {
            return "hr.employee.updated.v1";
        }
    }

    record JobChanged(UUID employeeId, String number, Job job) implements EmployeeEvent {
        @Override
        public String type() {
            return "hr.employee.job-changed.v1";
        }
    }

    record JobWithdrawn(UUID employeeId, String number, UUID jobId, LocalDate from) implements EmployeeEvent {
        @Override
        public String type() {
            return "hr.employee.job-withdrawn.v1";
        }
    }

    record TerminationPlanned(UUID employeeId, String number, LocalDate lastDay) implements EmployeeEvent {
        @Override
        public String type() {
            return "hr.employee.termination-planned.v1";
        }
    }

    record TerminationWithdrawn(UUID employeeId, String number) implements EmployeeEvent {
        @Override
        public String type() {
            return "hr.employee.termination-withdrawn.v1";
        }
    }

    /** Their account has to be disabled. */
    record Terminated(UUID employeeId, String number, UUID userId, LocalDate lastDay, Instant terminatedAt)
            implements EmployeeEvent {
        @Override
        public String type() {
            return "hr.employee.terminated.v1";
        }
    }

    /** @param employee after the change */
    default NewEvent published(Employee employee, Origin origin) {
        return NewEvent.of(TOPIC, type(), employee.id(), employee.version(), employee.updatedAt(), origin, this);
    }
}
