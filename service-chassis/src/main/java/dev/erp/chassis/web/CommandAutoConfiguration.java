package dev.erp.chassis.web;

import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Housekeeping;
import dev.erp.chassis.persistence.Transactions;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import tools.jackson.databind.json.JsonMapper;

/** Commands with idempotency keys, and the service's own invariants. */
@AutoConfiguration(after = dev.erp.chassis.outbox.OutboxAutoConfiguration.class)
@ConditionalOnProperty(name = "erp.events.enabled", matchIfMissing = true)
@Import(InvariantController.class)
public class CommandAutoConfiguration {

    @Bean
    @Order(-200)
    InputHashFilter inputHashFilter() {
        return new InputHashFilter();
    }

    @Bean
    Commands commands(
            DatabaseClient database,
            Transactions transactions,
            Outbox outbox,
            JsonMapper json,
            Clock clock,
            @Value("${erp.idempotency.keep}") Duration keep) {
        return new Commands(database, transactions, outbox, json, clock, keep);
    }

    @Bean(destroyMethod = "dispose")
    Disposable forgetOldIdempotencyKeys(
            Commands commands, @Value("${erp.idempotency.forget-interval}") Duration interval) {
        return Housekeeping.every(interval, "Old idempotency keys could not be deleted", commands::forgetOld);
    }
}
