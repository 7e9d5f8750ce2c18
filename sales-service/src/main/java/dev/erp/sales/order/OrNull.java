package dev.erp.sales.order;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Parameters of statements that may be null: PostgreSQL must know their types all the same. */
final class OrNull {

    private OrNull() {}

    static Parameter text(String value) {
        return Parameters.in(R2dbcType.VARCHAR, value);
    }

    static Parameter id(UUID value) {
        return value == null ? Parameters.in(UUID.class) : Parameters.in(value);
    }

    static Parameter time(Instant value) {
        return value == null ? Parameters.in(OffsetDateTime.class) : Parameters.in(value.atOffset(ZoneOffset.UTC));
    }

    static Parameter date(LocalDate value) {
        return value == null ? Parameters.in(LocalDate.class) : Parameters.in(value);
    }

    static Parameter amount(BigDecimal value) {
        return value == null ? Parameters.in(BigDecimal.class) : Parameters.in(value);
    }
}
