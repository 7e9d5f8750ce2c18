package dev.erp.hr.salary;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Ids;
import dev.erp.hr.employee.Employee;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What the world learns about salaries: that there is one, and who read or changed it. Never an amount or a currency. */
sealed interface SalaryEvent {

    /** Somebody earns something else from a day on. */
    record Changed(UUID employeeId, String number, UUID salaryId, LocalDate from, LocalDate until)
            implements SalaryEvent {}

    /** One that was planned, or entered wrongly, is taken back. */
    record Withdrawn(UUID employeeId, String number, UUID salaryId, LocalDate from) implements SalaryEvent {}

    /** The actor of the event has seen these amounts. */
    record Read(UUID employeeId, String number, List<UUID> salaryIds) implements SalaryEvent {

        /** Each is an aggregate of its own: reading changes nothing of the employee. */
        NewEvent published(Instant at, Origin origin) {
            return NewEvent.of("erp.hr.salary", "hr.salary.read.v1", Ids.next(), 1, at, origin, this);
        }
    }

    /** @param keyId what encrypts them now */
    record Reencrypted(String keyId, long salaries) implements SalaryEvent {

        /** Each is an aggregate of its own. */
        NewEvent published(Instant at, java.util.function.Function<UUID, Origin> origin) {
            UUID id = Ids.next();
            return NewEvent.of("erp.hr.salary", "hr.salary.reencrypted.v1", id, 1, at, origin.apply(id), this);
        }
    }

    /** An event of the employee, after the change. */
    static NewEvent ofEmployee(Employee employee, String what, SalaryEvent event, Origin origin) {
        return NewEvent.of(
                "erp.hr.employee",
                "hr.employee." + what + ".v1",
                employee.id(),
                employee.version(),
                employee.updatedAt(),
                origin,
                event);
    }
}
