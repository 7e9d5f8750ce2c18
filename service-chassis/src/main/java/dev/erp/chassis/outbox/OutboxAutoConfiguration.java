package dev.erp.chassis.outbox;

import dev.erp.chassis.event.KafkaSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

/** The outbox and the one relay that empties it. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration"
        })
@ConditionalOnProperty(name = "erp.events.enabled", matchIfMissing = true)
public class OutboxAutoConfiguration {

    @Bean
    OutboxTable outboxTable(
            @Value("${erp.db.host}") String host,
            @Value("${erp.db.port}") int port,
            @Value("${erp.db.name}") String name,
            @Value("${erp.db.user}") String user,
            @Value("${erp.db.password}") String password,
            @Value("${erp.outbox.batch-size}") int batchSize) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {host});
        dataSource.setPortNumbers(new int[] {port});
        dataSource.setDatabaseName(name);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        dataSource.setApplicationName("outbox-relay");
        dataSource.setConnectTimeout(5);
        dataSource.setSocketTimeout(30);
        return new OutboxTable(dataSource, batchSize);
    }

    @Bean
    OutboxRelay outboxRelay(
            OutboxTable table,
            KafkaSettings kafka,
            @Value("${spring.application.name}") String applicationName,
            @Value("${erp.outbox.poll-interval}") Duration pollInterval) {
        return new OutboxRelay(table, kafka.producer(), applicationName, pollInterval);
    }

    @Bean
    Outbox outbox(DatabaseClient database, OutboxRelay relay) {
        return new Outbox(database, relay);
    }

    @Bean(destroyMethod = "close")
    OutboxMeters outboxMeters(OutboxTable table, OutboxRelay relay, MeterRegistry registry, Clock clock) {
        return new OutboxMeters(table, relay, registry, clock);
    }
}
