package dev.erp.chassis.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * {@code erp.outbox.depth} (events that wait) and {@code erp.outbox.oldest.age} (seconds; 0 when none waits), looked at every
 * {@value #EVERY_SECONDS} s by the instance that leads the relay; and {@code erp.outbox.leader} (1 or 0).
 */
final class OutboxMeters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxMeters.class);
    static final int EVERY_SECONDS = 5;

    private final OutboxTable table;
    private final OutboxRelay relay;
    private final Clock clock;
    private final Disposable looking;
    private volatile OutboxTable.Depth depth = new OutboxTable.Depth(0, null);

    OutboxMeters(OutboxTable table, OutboxRelay relay, MeterRegistry registry, Clock clock) {
        this.table = table;
        this.relay = relay;
        this.clock = clock;
        Gauge.builder("erp.outbox.depth", this, meters -> meters.depth.events()).register(registry);
        Gauge.builder("erp.outbox.oldest.age", this, OutboxMeters::oldestAgeSeconds)
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("erp.outbox.leader", relay, r -> r.isLeader() ? 1 : 0).register(registry);
        this.looking = Flux.interval(Duration.ofSeconds(EVERY_SECONDS))
                .onBackpressureDrop()
                .concatMap(tick -> Mono.fromRunnable(this::look).subscribeOn(Schedulers.boundedElastic()))
                .subscribe();
    }

    private void look() {
        if (!relay.isLeader()) {
            depth = new OutboxTable.Depth(0, null);
            return;
        }
        try {
            depth = table.depth();
        } catch (SQLException e) {
            LOG.debug("The outbox' depth is not known now: {}", e.getMessage());
        }
    }

    private double oldestAgeSeconds() {
        return depth.oldest() == null
                ? 0
                : Duration.between(depth.oldest(), clock.instant()).toMillis() / 1000.0;
    }

    @Override
    public void close() {
        looking.dispose();
    }
}
