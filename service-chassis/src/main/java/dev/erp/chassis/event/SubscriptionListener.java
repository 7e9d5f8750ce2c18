package dev.erp.chassis.event;

import dev.erp.chassis.persistence.Transactions;
import io.micrometer.core.instrument.DistributionSummary;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import reactor.core.publisher.Mono;

/**
 * What one poll returned becomes one set: de-duplicated, handled in one transaction. A set that fails is halved until the culprit
 * is alone; that one is parked. What fails because a part of the fabric is away is not parked but tried again, for as long as it
 * takes. What takes too long is tried again as well, and parked when it did so {@value #MAX_CUT_OFF} times alone. Runs, and blocks, on the container's own thread: asynchronous listeners lost records in several releases.
 */
final class SubscriptionListener implements BatchMessageListener<String, byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionListener.class);

    /** In a row, for one event alone. */
    private static final int MAX_CUT_OFF = 5;

    private final EventSubscription subscription;
    private final Inbox inbox;
    private final ParkedEvents parked;
    private final Transactions transactions;
    private final Tracer tracer;
    private final DistributionSummary setSizes;
    private final Runnable afterCommit;
    private final Map<UUID, Integer> cutOff = new ConcurrentHashMap<>();

    SubscriptionListener(
            EventSubscription subscription,
            Inbox inbox,
            ParkedEvents parked,
            Transactions transactions,
            Tracer tracer,
            DistributionSummary setSizes,
            Runnable afterCommit) {
        this.subscription = subscription;
        this.inbox = inbox;
        this.parked = parked;
        this.transactions = transactions;
        this.tracer = tracer;
        this.setSizes = setSizes;
        this.afterCommit = afterCommit;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        List<IncomingEvent> set = new ArrayList<>(records.size());
        List<ConsumerRecord<String, byte[]>> sources = new ArrayList<>(records.size());
        for (ConsumerRecord<String, byte[]> message : records) {
            try {
                String type = EventHeaders.type(message);
                if (type != null && !subscription.wants(message.topic(), type)) {
                    continue;
                }
                set.add(EventHeaders.read(message));
                sources.add(message);
            } catch (InvalidEventException e) {
                LOG.warn(
                        "Unreadable record at {}-{}@{}: {}",
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        e.getMessage());
                // no subject: what cannot be read as an event must not hold up an aggregate
                transactions
                        .run(parked.park(subscription.name(), message, null, e.getMessage()))
                        .block();
            }
        }
        if (!set.isEmpty()) {
            setSizes.record(set.size());
            handle(set, sources);
        }
    }

    private void handle(List<IncomingEvent> set, List<ConsumerRecord<String, byte[]>> sources) {
        try {
            handleOnce(set, sources).block();
            afterCommit.run();
            if (!cutOff.isEmpty()) {
                set.forEach(event -> cutOff.remove(event.id()));
            }
        } catch (RuntimeException failure) {
            if (Transience.isTransient(failure) && !isOwnFault(set, failure)) {
                throw failure;
            }
            if (set.size() == 1) {
                LOG.warn(
                        "Event {} {} cannot be handled by {} and is parked: {}",
                        set.getFirst().type(),
                        set.getFirst().id(),
                        subscription.name(),
                        failure.toString());
                transactions
                        .run(parked.park(
                                subscription.name(), sources.getFirst(), set.getFirst(), ParkedEvents.reason(failure)))
                        .block();
                return;
            }
            int half = set.size() / 2;
            handle(set.subList(0, half), sources.subList(0, half));
            handle(set.subList(half, set.size()), sources.subList(half, set.size()));
        }
    }

    /** Whether what looks like an outage comes from the set: then it is halved, or parked. */
    private boolean isOwnFault(List<IncomingEvent> set, RuntimeException failure) {
        if (!Transience.isCutOff(failure)) {
            return false;
        }
        if (set.size() > 1) {
            return true;
        }
        UUID id = set.getFirst().id();
        if (cutOff.merge(id, 1, Integer::sum) < MAX_CUT_OFF) {
            return false;
        }
        cutOff.remove(id);
        return true;
    }

    private Mono<Void> handleOnce(List<IncomingEvent> set, List<ConsumerRecord<String, byte[]>> sources) {
        var spans = new HandlingSpans(tracer, subscription.name());
        return transactions
                .run(inbox.take(subscription.name(), set).flatMap(taken -> {
                    Mono<Void> handled = taken.fresh().isEmpty()
                            ? Mono.empty()
                            : Mono.defer(() -> subscription.handler().handle(spans.start(taken.fresh())));
                    return taken.blocked().isEmpty()
                            ? handled
                            : handled.then(parked.parkBehind(subscription.name(), taken.blocked(), set, sources));
                }))
                .doOnSuccess(done -> spans.end())
                .doOnError(spans::fail);
    }
}
