package dev.erp.chassis.event;

import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Housekeeping;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.security.DeniedAccess;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;

/** Hearing events: a container per {@link EventSubscription} bean, inbox, parking, topics, readiness. */
@AutoConfiguration(
        after = {KafkaSettingsAutoConfiguration.class, dev.erp.chassis.outbox.OutboxAutoConfiguration.class},
        afterName = "org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration")
@ConditionalOnProperty(name = "erp.events.enabled", matchIfMissing = true)
@Import(ParkedEventController.class)
public class EventAutoConfiguration {

    @Bean
    Inbox inbox(DatabaseClient database) {
        return new Inbox(database);
    }

    @Bean(destroyMethod = "dispose")
    Disposable forgetOldEvents(
            Inbox inbox,
            Clock clock,
            @Value("${erp.events.keep-handled}") Duration keep,
            @Value("${erp.events.forget-interval}") Duration interval) {
        return Housekeeping.every(
                interval,
                "Handled events could not be forgotten",
                () -> inbox.forget(clock.instant().minus(keep)));
    }

    @Bean
    ParkedEvents parkedEvents(DatabaseClient database, Clock clock) {
        return new ParkedEvents(database, clock);
    }

    @Bean
    EventConsumers eventConsumers(
            ObjectProvider<EventSubscription> subscriptions,
            Inbox inbox,
            ParkedEvents parked,
            Transactions transactions,
            Outbox outbox,
            KafkaSettings kafka,
            MeterRegistry registry,
            ObjectProvider<Tracer> tracers,
            Environment environment) {
        Tracer tracer = tracers.getIfAvailable(() -> TracerProvider.noop().get("dev.erp.chassis"));
        Map<EventSubscription, SubscriptionListener> listeners = new LinkedHashMap<>();
        subscriptions.orderedStream().forEach(subscription -> {
            var sizes = DistributionSummary.builder("erp.events.set.size")
                    .tag("subscription", subscription.name())
                    .register(registry);
            listeners.put(
                    subscription,
                    new SubscriptionListener(subscription, inbox, parked, transactions, tracer, sizes, outbox::wake));
        });
        List<String> owned = new ArrayList<>(Binder.get(environment)
                .bind("erp.topics.owned", Bindable.listOf(String.class))
                .orElseGet(List::of));
        // what the chassis itself publishes, in every service
        owned.add(DeniedAccess.TOPIC);
        var consumers = new EventConsumers(
                listeners,
                kafka.admin(),
                new DefaultKafkaConsumerFactory<>(kafka.consumer()),
                new EventConsumers.TopicSettings(
                        owned,
                        environment.getRequiredProperty("erp.topics.partitions", Integer.class),
                        environment.getRequiredProperty("erp.topics.replication", Short.class),
                        environment.getRequiredProperty("erp.topics.retention-ms", Long.class)),
                new EventConsumers.ListenerSettings(
                        environment.getRequiredProperty("spring.application.name"),
                        environment.getRequiredProperty("erp.events.concurrency", Integer.class),
                        environment.getRequiredProperty("erp.events.retry-interval", Duration.class)));
        for (String name : consumers.subscriptions()) {
            Gauge.builder("erp.consumer.lag", consumers, c -> c.lag(name))
                    .tag("subscription", name)
                    .register(registry);
        }
        return consumers;
    }

    /** Part of readiness, beside the database: events can be heard. */
    @Bean
    HealthIndicator fabricHealthIndicator(EventConsumers consumers) {
        return () -> consumers.isReady()
                ? Health.up().build()
                : Health.outOfService().withDetail("waitsFor", "kafka").build();
    }
}
