package dev.erp.chassis.web;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Callers that wait for what a saga decides ({@code Prefer: wait=N}). The instance that decides wakes its waiters at once; an
 * instance that does not hear of it looks by itself every {@value #LOOK_EVERY_MILLIS} ms.
 */
public final class Outcomes {

    static final long LOOK_EVERY_MILLIS = 250;

    private final ConcurrentHashMap<UUID, Sinks.Many<Boolean>> waiting = new ConcurrentHashMap<>();

    /**
     * Reads until the condition holds or the patience ends, and gives what was read last.
     *
     * @param patience zero reads once
     */
    public <T> Mono<T> await(UUID id, Duration patience, Mono<T> read, Predicate<T> decided) {
        if (patience.isZero()) {
            return read;
        }
        return Mono.usingWhen(
                Mono.fromSupplier(() -> waiting.computeIfAbsent(
                        id, key -> Sinks.many().multicast().directBestEffort())),
                sink -> Flux.merge(sink.asFlux(), Flux.interval(Duration.ZERO, Duration.ofMillis(LOOK_EVERY_MILLIS)))
                        .onBackpressureLatest()
                        .concatMap(signal -> read, 1)
                        .takeUntil(decided)
                        .take(patience)
                        .takeLast(1)
                        .next()
                        .switchIfEmpty(read),
                sink -> Mono.fromRunnable(() -> {
                    if (sink.currentSubscriberCount() == 0) {
                        waiting.remove(id, sink);
                    }
                }));
    }

    /** To be called after the commit of the decision. */
    public void decided(UUID id) {
        Sinks.Many<Boolean> sink = waiting.get(id);
        if (sink != null) {
            sink.tryEmitNext(Boolean.TRUE);
        }
    }
}
