package dev.erp.chassis.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Starts a container for every {@link EventSubscription} once Kafka is there and has the topics; until then the service is alive,
 * but not ready. Topics that this service owns or reads are created if they are missing, so that services start in any order.
 */
public final class EventConsumers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EventConsumers.class);

    /**
     * How topics are created.
     *
     * @param retentionMs how long they keep a record, in milliseconds; -1: for ever
     */
    record TopicSettings(List<String> owned, int partitions, short replication, long retentionMs) {

        /** Stated and not left to the broker: a compacted topic would have lost the history that projections are made of. */
        private NewTopic named(String name) {
            return new NewTopic(name, partitions, replication)
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE,
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(retentionMs)));
        }
    }

    /** How containers run. */
    record ListenerSettings(String groupPrefix, int concurrency, Duration retryInterval) {}

    private final Map<EventSubscription, SubscriptionListener> listeners;
    private final Map<String, Object> adminSettings;
    private final ConsumerFactory<String, byte[]> consumers;
    private final TopicSettings topics;
    private final ListenerSettings settings;
    private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers = new CopyOnWriteArrayList<>();

    private volatile boolean running;
    private volatile boolean ready;
    private Thread starter;

    EventConsumers(
            Map<EventSubscription, SubscriptionListener> listeners,
            Map<String, Object> adminSettings,
            ConsumerFactory<String, byte[]> consumers,
            TopicSettings topics,
            ListenerSettings settings) {
        this.listeners = listeners;
        this.adminSettings = adminSettings;
        this.consumers = consumers;
        this.topics = topics;
        this.settings = settings;
    }

    /** True once the topics exist, and as long as every container runs. */
    public boolean isReady() {
        return ready && containers.stream().allMatch(ConcurrentMessageListenerContainer::isChildRunning);
    }

    /** Records that this subscription has not handled yet, over all its partitions; 0 before the first poll. */
    public double lag(String subscription) {
        double lag = 0;
        for (var container : containers) {
            if (!subscription.equals(container.getBeanName())) {
                continue;
            }
            for (var metrics : container.metrics().values()) {
                for (var metric : metrics.entrySet()) {
                    if (metric.getKey().name().equals("records-lag")
                            && metric.getValue().metricValue() instanceof Double value
                            && !value.isNaN()) {
                        lag += value;
                    }
                }
            }
        }
        return lag;
    }

    public List<String> subscriptions() {
        return listeners.keySet().stream().map(EventSubscription::name).toList();
    }

    private void startAll() {
        while (running && !createTopics()) {
            try {
                TimeUnit.MILLISECONDS.sleep(settings.retryInterval().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        synchronized (containers) {
            if (!running) {
                return;
            }
            listeners.forEach((subscription, listener) -> containers.add(container(subscription, listener)));
            containers.forEach(ConcurrentMessageListenerContainer::start);
        }
        ready = true;
    }

    private ConcurrentMessageListenerContainer<String, byte[]> container(
            EventSubscription subscription, SubscriptionListener listener) {
        var properties = new ContainerProperties(subscription.types().keySet().toArray(String[]::new));
        properties.setGroupId(settings.groupPrefix() + "." + subscription.name());
        properties.setMessageListener(listener);
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setShutdownTimeout(10_000);
        properties.setMissingTopicsFatal(false);
        var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
        container.setBeanName(subscription.name());
        container.setConcurrency(settings.concurrency());
        // Only outages reach the error handler (the rest is parked): the same records again, for as long as it takes.
        container.setCommonErrorHandler(new DefaultErrorHandler(
                new FixedBackOff(settings.retryInterval().toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS)));
        return container;
    }

    private boolean createTopics() {
        var names = new TreeSet<>(topics.owned());
        listeners
                .keySet()
                .forEach(subscription -> names.addAll(subscription.types().keySet()));
        try (Admin admin = Admin.create(adminSettings)) {
            var missing = new TreeSet<>(names);
            missing.removeAll(admin.listTopics().names().get(10, TimeUnit.SECONDS));
            for (String name : missing) {
                create(admin, topics.named(name));
            }
            return true;
        } catch (ExecutionException | TimeoutException | org.apache.kafka.common.KafkaException e) {
            LOG.warn("Kafka is not there yet; waiting: {}", e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void create(Admin admin, NewTopic topic)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // another service was faster
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    @Override
    public void start() {
        running = true;
        starter = Thread.ofPlatform().name("event-consumers").start(this::startAll);
    }

    @Override
    public void stop() {
        running = false;
        ready = false;
        starter.interrupt();
        synchronized (containers) {
            containers.forEach(ConcurrentMessageListenerContainer::stop);
            containers.clear();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before the outbox relay, so that the relay still sends what the last set wrote. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1000;
    }
}
