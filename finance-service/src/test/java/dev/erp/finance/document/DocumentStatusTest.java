package dev.erp.finance.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentStatusTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # gross,  paid, credited, sent,       due,        voided,     today,      status
            10.00,  0.00,   0.00,     ,           ,           ,           2026-11-22, DRAFT
            10.00,  0.00,   0.00,     ,           ,           2026-11-20, 2026-11-22, VOID
            0.00,   0.00,   0.00,     ,           ,           ,           2026-11-22, DRAFT
            10.00,  0.00,   0.00,     2026-11-22, 2026-12-22, ,           2026-11-22, SENT
            10.00,  0.00,   0.00,     2026-11-22, 2026-12-22, ,           2026-12-22, SENT
            10.00,  0.00,   0.00,     2026-11-22, 2026-12-22, ,           2026-12-23, OVERDUE
            10.00,  0.01,   0.00,     2026-11-22, 2026-12-22, ,           2026-12-22, PARTIALLY_PAID
            10.00,  9.99,   0.00,     2026-11-22, 2026-12-22, ,           2026-12-22, PARTIALLY_PAID
            10.00,  9.99,   0.00,     2026-11-22, 2026-12-22, ,           2026-12-23, OVERDUE
            10.00, 10.00,   0.00,     2026-11-22, 2026-12-22, ,           2026-11-22, PAID
            10.00, 10.00,   0.00,     2026-11-22, 2026-12-22, ,           2027-12-23, PAID
            10,    10.0000, 0,        2026-11-22, 2026-12-22, ,           2027-12-23, PAID
            0.00,   0.00,   0.00,     2026-11-22, 2026-12-22, ,           2026-11-22, PAID
            10.00,  0.00,   0.00,     2026-11-22, 2026-11-22, ,           2026-11-22, SENT
            10.00,  0.00,   0.00,     2026-11-22, 2026-11-22, ,           2026-11-23, OVERDUE
            10.00,  0.00,   4.00,     2026-11-22, 2026-12-22, ,           2026-12-22, SENT
            10.00,  0.00,   4.00,     2026-11-22, 2026-12-22, ,           2026-12-23, OVERDUE
            10.00,  5.99,   4.00,     2026-11-22, 2026-12-22, ,           2026-12-22, PARTIALLY_PAID
            10.00,  6.00,   4.00,     2026-11-22, 2026-12-22, ,           2026-12-23, PAID
            10.00, 10.00,   4.00,     2026-11-22, 2026-12-22, ,           2026-12-23, PAID
            10.00,  0.00,  10.00,     2026-11-22, 2026-12-22, ,           2026-12-23, CREDITED
            10.00,  6.00,  10.00,     2026-11-22, 2026-12-22, ,           2026-11-22, CREDITED
            """)
    void status_follows_from_amounts_and_dates(
            BigDecimal gross,
            BigDecimal paid,
            BigDecimal credited,
            LocalDate sent,
            LocalDate due,
            LocalDate voided,
            LocalDate today,
            DocumentStatus expected) {
        assertThat(DocumentStatus.of(gross, paid, credited, time(sent), due, time(voided), today))
                .isEqualTo(expected);
    }

    private static Instant time(LocalDate day) {
        return day == null ? null : day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }
}
