package dev.erp.finance.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class DocumentStatusInDatabaseTest {

    private static final int COMBINATIONS = 3 * 5 * 3 * 2 * 2 * 3;

    @Autowired
    Database database;

    @Test
    void the_database_and_java_agree_on_every_combination() {
        List<Map<String, Object>> rows = database.rows("""
                SELECT *, document_status(gross, paid, credited, sent_at, due_on, voided_at, today) AS status
                  FROM unnest(ARRAY[0, 0.01, 10.00]) AS gross,
                       unnest(ARRAY[0, 0.00, 0.01, 9.99, 10.0000]) AS paid,
                       unnest(ARRAY[0, 0.01, 10.00]) AS credited,
                       (VALUES (NULL::timestamptz, NULL::date), ('2026-11-22T12:00Z', '2026-12-22')) AS sent (sent_at, due_on),
                       unnest(ARRAY[NULL, '2026-11-23T12:00Z']::timestamptz[]) AS voided_at,
                       unnest(ARRAY['2026-12-21', '2026-12-22', '2026-12-23']::date[]) AS today
                """);
        assertThat(rows).hasSize(COMBINATIONS);
        Set<DocumentStatus> seen = EnumSet.noneOf(DocumentStatus.class);
        for (Map<String, Object> row : rows) {
            DocumentStatus status = DocumentStatus.of(
                    (BigDecimal) row.get("gross"),
                    (BigDecimal) row.get("paid"),
                    (BigDecimal) row.get("credited"),
                    time(row.get("sent_at")),
                    day(row.get("due_on")),
                    time(row.get("voided_at")),
                    day(row.get("today")));
            assertThat(row.get("status")).as(row.toString()).isEqualTo(status.code());
            seen.add(status);
        }
        assertThat(seen).containsExactlyInAnyOrder(DocumentStatus.values());
    }

    private static Instant time(Object column) {
        return column == null ? null : ((Timestamp) column).toInstant();
    }

    private static LocalDate day(Object column) {
        return column == null ? null : ((Date) column).toLocalDate();
    }
}
