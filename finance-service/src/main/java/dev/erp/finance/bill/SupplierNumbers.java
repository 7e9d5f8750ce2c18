package dev.erp.finance.bill;

import dev.erp.chassis.web.Problem;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The suppliers' own numbers of their bills: each is on one bill that counts, whatever its case. In the caller's transaction. */
@Component
class SupplierNumbers {

    private final DatabaseClient database;

    SupplierNumbers(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Two bills of one supplier at once wait for each other here: the key decides. Fails with a {@link Problem} 409 when another bill of
     * the supplier has it. A bill that has it keeps it; another one of the bill is free again.
     *
     * @param number null for none
     */
    Mono<Void> take(UUID supplierId, String number, UUID billId) {
        if (number == null) {
            return Mono.empty();
        }
        String key = number.toLowerCase(Locale.ROOT);
        return database.sql("DELETE FROM supplier_bill_number WHERE bill_id = :bill AND number <> :number")
                .bind("bill", billId)
                .bind("number", key)
                .then()
                .then(Mono.defer(() -> database.sql("""
                    INSERT INTO supplier_bill_number AS taken (supplier_id, number, bill_id)
                    VALUES (:supplier, :number, :bill)
                    ON CONFLICT (supplier_id, number) DO UPDATE SET bill_id = excluded.bill_id
                     WHERE taken.bill_id = excluded.bill_id
                    """)
                        .bind("supplier", supplierId)
                        .bind("number", key)
                        .bind("bill", billId)
                        .fetch()
                        .rowsUpdated()))
                .flatMap(rows -> rows == 1
                        ? Mono.empty()
                        : Mono.error(Problem.conflict(
                                "duplicate_supplier_number",
                                "Another bill of this supplier has the number " + number + ".")));
    }

    /** The bills are void: what they are called is free again. */
    Mono<Void> release(List<UUID> billIds) {
        return database.sql("DELETE FROM supplier_bill_number WHERE bill_id = ANY (:bills::uuid[])")
                .bind("bills", billIds.toArray(UUID[]::new))
                .then();
    }
}
