package dev.erp.chassis.example;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the example service does with what it hears. */
@Configuration
class Hearing {

    static final String ECHOES = "erp.example.echo";
    static final String ECHOED = "example.echo.heard.v1";

    /** Counters whose events cannot be handled, until a test mends it. */
    static final Set<UUID> REFUSED = ConcurrentHashMap.newKeySet();

    /** Counters whose events are never done with, until a test mends it. */
    static final Set<UUID> ENDLESS = ConcurrentHashMap.newKeySet();

    /** Counts the events of each counter. */
    @Bean
    EventSubscription tally(DatabaseClient database) {
        return EventSubscription.named("tally").to(Counters.TOPIC).handledBy(set -> Flux.fromIterable(set)
                .concatMap(event -> hear(database, event))
                .then());
    }

    private static Mono<Long> hear(DatabaseClient database, IncomingEvent event) {
        Counters.Counter counter = event.as(Counters.Counter.class);
        if (REFUSED.contains(event.subject())) {
            return Mono.error(new InvalidEventException(counter.name() + " is refused"));
        }
        if (ENDLESS.contains(event.subject())) {
            return Mono.never();
        }
        return database.sql("""
                        INSERT INTO tally VALUES (:id, 1, ARRAY[:sequence])
                        ON CONFLICT (id) DO UPDATE SET heard = tally.heard + 1, sequences = tally.sequences || :sequence
                        """)
                .bind("id", event.subject())
                .bind("sequence", event.sequence())
                .fetch()
                .rowsUpdated();
    }

    /** Answers each new counter that is called "echo" with an event of its own. */
    @Bean
    EventSubscription echo(Outbox outbox, Clock clock) {
        return EventSubscription.named("echo")
                .to(Counters.TOPIC, "example.counter.created.v1")
                .handledBy(set -> outbox.append(set.stream()
                        .filter(event -> event.as(Counters.Counter.class).name().equals("echo"))
                        .map(event -> echoOf(event, clock))
                        .toList()));
    }

    private static NewEvent echoOf(IncomingEvent event, Clock clock) {
        UUID id = Ids.next();
        return NewEvent.of(
                ECHOES,
                ECHOED,
                id,
                1,
                clock.instant(),
                event.causes(Actor.service("example-service")),
                Map.of("echoId", id, "counterId", event.subject()));
    }
}
