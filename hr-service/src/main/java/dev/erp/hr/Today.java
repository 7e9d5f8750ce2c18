package dev.erp.hr;

import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** What day it is where the company is: {@code erp.hr.zone}. */
@Component
public class Today {

    private final Clock clock;

    Today(Clock clock, HrProperties properties) {
        this.clock = clock.withZone(properties.zone());
    }

    public LocalDate date() {
        return LocalDate.now(clock);
    }
}
