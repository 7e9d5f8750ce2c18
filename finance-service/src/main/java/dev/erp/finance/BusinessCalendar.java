package dev.erp.finance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What day it is for the books: the clock in the time zone of the business ({@code erp.finance.zone}). */
@Component
public final class BusinessCalendar {

    private final Clock clock;
    private final ZoneId zone;

    BusinessCalendar(Clock clock, @Value("${erp.finance.zone:UTC}") ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** Now, in microseconds: what PostgreSQL gives back is what was written. */
    public Instant now() {
        return clock.instant();
    }

    public LocalDate today() {
        return dayOf(now());
    }

    public LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }

    /** The first instant after this day. */
    public Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
