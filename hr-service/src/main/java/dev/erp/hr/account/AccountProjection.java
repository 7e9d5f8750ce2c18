package dev.erp.hr.account;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Hears which accounts are made and deleted. */
@Configuration(proxyBeanMethods = false)
class AccountProjection {

    private static final String CREATED = "auth.user.created.v1";
    private static final String DELETED = "auth.user.deleted.v1";

    private final Accounts accounts;

    AccountProjection(Accounts accounts) {
        this.accounts = accounts;
    }

    /** What is read of either event. */
    private record User(UUID userId) {}

    @Bean
    EventSubscription accountsSubscription() {
        return EventSubscription.named("accounts")
                .to("erp.auth.user", CREATED, DELETED)
                .handledBy(this::apply);
    }

    Mono<Void> apply(List<IncomingEvent> set) {
        // by id, so that two sets that meet (a replay beside the stream) lock rows in the same order
        Map<UUID, Boolean> deleted = new TreeMap<>();
        for (IncomingEvent event : set) {
            if (!event.subject().equals(event.as(User.class).userId())) {
                throw new InvalidEventException(event.type() + " " + event.id() + ": userId is not the subject");
            }
            deleted.merge(event.subject(), event.type().equals(DELETED), Boolean::logicalOr);
        }
        return accounts.heard(deleted);
    }
}
