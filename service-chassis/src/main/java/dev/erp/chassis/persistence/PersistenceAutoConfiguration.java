package dev.erp.chassis.persistence;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Transactions, for whoever has a database. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration"
        })
@ConditionalOnProperty(name = "erp.events.enabled", matchIfMissing = true)
public class PersistenceAutoConfiguration {

    @Bean
    Transactions transactions(
            ReactiveTransactionManager manager,
            DatabaseClient database,
            @Value("${erp.db.transaction-limit}") Duration limit) {
        return new Transactions(TransactionalOperator.create(manager), database, limit);
    }
}
