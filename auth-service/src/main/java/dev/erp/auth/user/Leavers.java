package dev.erp.auth.user;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Disables the accounts of employees who have left. */
@Configuration(proxyBeanMethods = false)
class Leavers {

    private static final Actor SERVICE = Actor.service("auth-service");

    private final UserChanges changes;

    Leavers(UserChanges changes) {
        this.changes = changes;
    }

    /** What is read of a departure; who has no account has no user id. */
    private record Departure(UUID employeeId, UUID userId) {}

    @Bean
    EventSubscription leaversSubscription() {
        return EventSubscription.named("leavers")
                .to("erp.hr.employee", "hr.employee.terminated.v1")
                .handledBy(this::disable);
    }

    /** In the transaction of the inbox: a departure is handled once, so that whoever is enabled again later stays enabled. */
    Mono<Void> disable(List<IncomingEvent> set) {
        return Flux.fromIterable(set).concatMap(this::disable).then();
    }

    private Mono<Void> disable(IncomingEvent event) {
        Departure departure = event.as(Departure.class);
        if (!event.subject().equals(departure.employeeId())) {
            throw new InvalidEventException(event.type() + " " + event.id() + ": employeeId is not the subject");
        }
        return departure.userId() == null
                ? Mono.empty()
                : changes.disableLeaver(departure.userId(), departure.employeeId(), event.causes(SERVICE));
    }
}
