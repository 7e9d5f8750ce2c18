package dev.erp.chassis.web;

import dev.erp.chassis.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Commands with idempotency keys, and the service's own invariants. */
@AutoConfiguration(after = dev.erp.chassis.outbox.OutboxAutoConfiguration.class)
@ConditionalOnProperty(name = "erp.events.enabled", matchIfMissing = true)
@Import(InvariantController.class)
public class CommandAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(CommandAutoConfiguration.class);

    @Bean
    Commands commands(
            DatabaseClient database,
            TransactionalOperator transaction,
            Outbox outbox,
            JsonMapper json,
            Clock clock,
            @Value("${erp.idempotency.keep}") Duration keep) {
        return new Commands(database, transaction, outbox, json, clock, keep);
    }

    @Bean(destroyMethod = "dispose")
    Disposable forgetOldIdempotencyKeys(
            Commands commands, @Value("${erp.idempotency.forget-interval}") Duration interval) {
        return Flux.interval(interval)
                .onBackpressureDrop()
                .concatMap(tick -> commands.forgetOld().onErrorResume(e -> {
                    LOG.warn("Old idempotency keys could not be deleted; tried again later: {}", e.toString());
                    return Mono.just(0L);
                }))
                .subscribe();
    }
}
