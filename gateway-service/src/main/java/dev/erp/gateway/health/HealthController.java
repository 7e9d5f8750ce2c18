package dev.erp.gateway.health;

import dev.erp.chassis.security.Public;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Up or down, for load balancers; everything else of the actuator is on the management port, which is not public. */
@RestController
class HealthController {

    private final ApplicationAvailability availability;
    private final HealthIndicator revocations;

    /** @param revocations whether it has been heard which tokens count no more: before that nobody may be let in */
    HealthController(
            ApplicationAvailability availability,
            @Qualifier("revocationsHealthIndicator") HealthIndicator revocations) {
        this.availability = availability;
        this.revocations = revocations;
    }

    @Public
    @GetMapping("/actuator/health")
    ResponseEntity<Map<String, String>> health() {
        boolean up = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                && Status.UP.equals(revocations.health().getStatus());
        return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .cacheControl(CacheControl.noStore())
                .body(Map.of("status", up ? "UP" : "DOWN"));
    }
}
