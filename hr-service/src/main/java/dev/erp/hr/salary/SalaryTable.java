package dev.erp.hr.salary;

import dev.erp.chassis.money.Money;
import dev.erp.hr.Column;
import dev.erp.hr.history.History;
import dev.erp.hr.history.Period;
import dev.erp.hr.salary.SalaryCipher.Binding;
import dev.erp.hr.salary.SalaryCipher.Sealed;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The table of salaries: amounts go in and out encrypted. In the caller's transaction. */
@Component
class SalaryTable {

    private static final String SELECT = """
        SELECT id, employee_id, lower(valid) AS first, upper(valid) - 1 AS last, per, key_id, amount FROM salary
        """;

    private final DatabaseClient database;
    private final SalaryCipher cipher;
    private final Clock clock;

    /** A row as it is stored. */
    record Row(UUID id, UUID employeeId, Period period, String per, Sealed encrypted) {
        Binding binding() {
            return new Binding(id, employeeId, period.from());
        }
    }

    SalaryTable(DatabaseClient database, SalaryCipher cipher, Clock clock) {
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** Without amounts: nothing is decrypted. */
    Mono<History> history(UUID employee) {
        return rows(employee)
                .map(row -> new History.Entry(row.id(), row.period()))
                .collectList()
                .map(History::new);
    }

    /** All of somebody's, the oldest first. */
    Flux<Salary> open(UUID employee) {
        return rows(employee).publishOn(Schedulers.boundedElastic()).map(this::open);
    }

    Mono<Void> insert(UUID id, UUID employee, Period period, Money amount, String per) {
        // random numbers are read from the system
        return Mono.fromCallable(() -> cipher.seal(new Binding(id, employee, period.from()), amount))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(encrypted -> database.sql("""
                                INSERT INTO salary (id, employee_id, valid, per, key_id, amount, created_at)
                                VALUES (:id, :employee, daterange(:from, :end), :per, :keyId, :amount, :now)
                                """)
                        .bind("id", id)
                        .bind("employee", employee)
                        .bind("from", period.from())
                        .bind("end", Column.of(LocalDate.class, period.end()))
                        .bind("per", per)
                        .bind("keyId", encrypted.keyId())
                        .bind("amount", encrypted.amount())
                        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .then());
    }

    /** Moves the end of a salary. */
    Mono<Void> reshape(History.Entry changed) {
        return database.sql("UPDATE salary SET valid = daterange(:from, :end) WHERE id = :id")
                .bind("id", changed.id())
                .bind("from", changed.period().from())
                .bind("end", Column.of(LocalDate.class, changed.period().end()))
                .then();
    }

    Mono<Void> delete(UUID id) {
        return database.sql("DELETE FROM salary WHERE id = :id").bind("id", id).then();
    }

    /** Some that another key encrypted, locked; those that somebody else is busy with are left out. */
    Flux<Row> lockOutdated(int most) {
        return database.sql(SELECT + " WHERE key_id <> :active ORDER BY key_id, id LIMIT :most FOR UPDATE SKIP LOCKED")
                .bind("active", cipher.activeId())
                .bind("most", most)
                .map(SalaryTable::row)
                .all();
    }

    /** Encrypts one anew, by the key that encrypts now. */
    Mono<Long> reseal(Row row) {
        return Mono.fromCallable(() -> cipher.seal(row.binding(), cipher.open(row.binding(), row.encrypted())))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(encrypted -> database.sql("UPDATE salary SET key_id = :keyId, amount = :amount WHERE id = :id")
                        .bind("id", row.id())
                        .bind("keyId", encrypted.keyId())
                        .bind("amount", encrypted.amount())
                        .fetch()
                        .rowsUpdated());
    }

    private Flux<Row> rows(UUID employee) {
        return database.sql(SELECT + " WHERE employee_id = :employee ORDER BY lower(valid)")
                .bind("employee", employee)
                .map(SalaryTable::row)
                .all();
    }

    private Salary open(Row row) {
        return new Salary(
                row.id(),
                row.period().from(),
                row.period().until(),
                cipher.open(row.binding(), row.encrypted()),
                row.per());
    }

    private static Row row(Readable row) {
        return new Row(
                row.get("id", UUID.class),
                row.get("employee_id", UUID.class),
                new Period(row.get("first", LocalDate.class), row.get("last", LocalDate.class)),
                row.get("per", String.class),
                new Sealed(row.get("key_id", String.class), row.get("amount", byte[].class)));
    }
}
