package dev.erp.audit.trail;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.telemetry.Invariant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the trail listens to, and what must hold of it at any time. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditTopics.class)
class AuditConfiguration {

    /** Every type of every topic: an event that nobody told the trail about is recorded too. */
    @Bean
    EventSubscription auditTrailSubscription(AuditTrail trail, AuditTopics topics) {
        EventSubscription.Builder subscription = EventSubscription.named("audit-trail");
        topics.names().forEach(subscription::to);
        return subscription.handledBy(trail::append);
    }

    @Bean
    Invariant auditChainsEndAtTheirHeads() {
        return new Invariant("audit_chains_end_at_their_heads", """
                SELECT 'chain ' || head.chain || ': head at ' || head.position || ', last record at ' || coalesce(last, 0)
                  FROM audit_chain AS head
                 CROSS JOIN LATERAL (SELECT max(position) AS last FROM audit_event WHERE chain = head.chain) AS trail
                 WHERE head.position IS DISTINCT FROM coalesce(last, 0)
                """);
    }

    /** A record of a month without a partition: a clock goes wrong, or partitions are not made ahead. */
    @Bean
    Invariant auditEventsAreInTheirMonths() {
        return new Invariant("audit_events_are_in_their_months", """
                SELECT 'chain ' || chain || ', position ' || position || ': recorded at ' || recorded_at
                  FROM audit_event_rest
                 ORDER BY chain, position
                """);
    }
}
