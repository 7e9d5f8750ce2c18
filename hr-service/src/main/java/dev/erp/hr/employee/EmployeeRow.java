package dev.erp.hr.employee;

import dev.erp.chassis.event.EventJson;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/** An employee as the table {@code employee e} has them. */
final class EmployeeRow {

    static final String COLUMNS = """
        e.id, e.number, e.user_id, e.name, e.email, e.phone, e.address, e.start_date, e.end_date, e.terminated_at,
        e.version, e.created_at, e.updated_at
        """;

    private EmployeeRow() {}

    static Employee read(Readable row) {
        String email = row.get("email", String.class);
        String phone = row.get("phone", String.class);
        String address = row.get("address", String.class);
        OffsetDateTime terminatedAt = row.get("terminated_at", OffsetDateTime.class);
        EmployeeDetails.Contact contact = email == null && phone == null && address == null
                ? null
                : new EmployeeDetails.Contact(
                        email,
                        phone,
                        address == null ? null : EventJson.MAPPER.readValue(address, EmployeeDetails.Address.class));
        return new Employee(
                row.get("id", UUID.class),
                row.get("number", String.class),
                new EmployeeDetails(row.get("name", String.class), row.get("user_id", UUID.class), contact),
                row.get("start_date", LocalDate.class),
                row.get("end_date", LocalDate.class),
                terminatedAt == null ? null : terminatedAt.toInstant(),
                row.get("version", Long.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("updated_at", OffsetDateTime.class).toInstant());
    }
}
