package dev.erp.hr;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set for this service, under {@code erp.hr}; its keys are in {@code salary.SalaryKeys}.
 *
 * @param zone whose calendar says what "today" is
 * @param watchInterval how often to look for employees whose last day is over
 */
@ConfigurationProperties("erp.hr")
public record HrProperties(ZoneId zone, Duration watchInterval) {

    /** @throws IllegalArgumentException for a value that cannot work */
    public HrProperties {
        if (!watchInterval.isPositive()) {
            throw new IllegalArgumentException("erp.hr.watch-interval must be more than zero");
        }
    }
}
