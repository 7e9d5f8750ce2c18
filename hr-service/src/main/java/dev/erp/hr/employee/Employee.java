package dev.erp.hr.employee;

import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.hr.history.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody who works or has worked here, and the rules of changing what is known of them.
 *
 * @param endDate the last day, or null while none is known
 * @param terminatedAt when the departure took effect, or null before
 */
public record Employee(
        UUID id,
        String number,
        EmployeeDetails details,
        LocalDate startDate,
        LocalDate endDate,
        Instant terminatedAt,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static final String ACTIVE = "active";
    static final String LEAVING = "leaving";
    static final String TERMINATED = "terminated";

    /** {@code active}; {@code leaving} when the last day is known; {@code terminated} when the account was ended. */
    String status() {
        if (terminatedAt != null) {
            return TERMINATED;
        }
        return endDate == null ? ACTIVE : LEAVING;
    }

    /** Whether this is the caller's own record. */
    public boolean isOf(Caller caller) {
        return details.userId() != null
                && details.userId().toString().equals(caller.actor().id());
    }

    /** What a search looks into. */
    String searched() {
        EmployeeDetails.Contact contact = details.reachable();
        return Stream.of(number, details.name(), contact.email(), contact.phone())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    /** The same with one more change; histories are changes of the employee. */
    public Employee touched(Instant at) {
        return new Employee(id, number, details, startDate, endDate, terminatedAt, version + 1, createdAt, at);
    }

    /** @throws Problem 409 {@code employee_has_left} when somebody who has left would get an account */
    Employee changed(EmployeeDetails wanted, Instant at) {
        if (terminatedAt != null && wanted.userId() != null && !wanted.userId().equals(details.userId())) {
            throw hasLeft();
        }
        return new Employee(id, number, wanted, startDate, endDate, terminatedAt, version + 1, createdAt, at);
    }

    /** Which of the details differ; their values are nobody's business. */
    List<String> changedSince(Employee before) {
        List<String> changed = new ArrayList<>();
        if (!details.name().equals(before.details.name())) {
            changed.add("name");
        }
        if (!Objects.equals(details.userId(), before.details.userId())) {
            changed.add("userId");
        }
        if (!details.reachable().equals(before.details.reachable())) {
            changed.add("contact");
        }
        return changed;
    }

    /**
     * Notes the last day, or another one than before.
     *
     * @throws Problem 422 {@code before_start_date}; 409 {@code employee_has_left}
     */
    Employee leavingOn(LocalDate lastDay, Instant at) {
        if (terminatedAt != null) {
            throw hasLeft();
        }
        if (lastDay.isBefore(startDate)) {
            throw Problem.unprocessable(
                    "before_start_date",
                    new FieldError(
                            "lastDay", "before_start_date", "must be " + startDate + ", the first day, or later"));
        }
        return new Employee(id, number, details, startDate, lastDay, null, version + 1, createdAt, at);
    }

    /** @throws Problem 409 {@code employee_has_left} or {@code not_leaving} */
    Employee staying(Instant at) {
        if (terminatedAt != null) {
            throw hasLeft();
        }
        if (endDate == null) {
            throw Problem.conflict("not_leaving", "Employee " + number + " has no last day that could be withdrawn.");
        }
        return new Employee(id, number, details, startDate, null, null, version + 1, createdAt, at);
    }

    /** The departure takes effect. */
    Employee gone(Instant at) {
        return new Employee(id, number, details, startDate, endDate, at, version + 1, createdAt, at);
    }

    /** Whether the last day is over. */
    boolean isDue(LocalDate today) {
        return terminatedAt == null && endDate != null && endDate.isBefore(today);
    }

    /**
     * A period of a history must lie within the employment.
     *
     * @throws Problem 422 {@code outside_employment}
     */
    public void requireEmployedIn(Period period) {
        if (period.from().isBefore(startDate)
                || endDate != null && period.from().isAfter(endDate)) {
            throw Problem.unprocessable(
                    "outside_employment",
                    new FieldError(
                            "from",
                            "outside_employment",
                            endDate == null
                                    ? "must be " + startDate + ", the first day of the employment, or later"
                                    : "must be a day of the employment: from " + startDate + " to " + endDate));
        }
    }

    private Problem hasLeft() {
        return Problem.conflict("employee_has_left", "Employee " + number + " has left on " + endDate + ".");
    }
}
