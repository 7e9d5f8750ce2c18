package dev.erp.chassis.event;

import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Where Kafka is. Also for those who have no database, and so neither outbox nor inbox. */
@AutoConfiguration
public class KafkaSettingsAutoConfiguration {

    /** {@code erp.kafka} is the address; whatever is under {@code erp.kafka-properties} goes to every client as it is. */
    @Bean
    KafkaSettings kafkaSettings(
            @Value("${erp.kafka}") String bootstrap,
            @Value("${spring.application.name}") String applicationName,
            @Value("${erp.events.max-set-size}") int maxSetSize,
            @Value("${erp.events.session-timeout}") Duration sessionTimeout,
            Environment environment) {
        Map<String, Object> common = Binder.get(environment)
                .bind("erp.kafka-properties", Bindable.mapOf(String.class, Object.class))
                .orElseGet(Map::of);
        return new KafkaSettings(bootstrap, common, applicationName, maxSetSize, sessionTimeout);
    }
}
